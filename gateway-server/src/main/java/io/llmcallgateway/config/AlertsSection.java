package io.llmcallgateway.config;

import io.llmcallgateway.model.Secret;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `alerts:` in gateway.yaml.
final class AlertsSection {
  /// The keys beside those of named settings.
  static final Set<String> KEYS =
      Set.of(
          "format",
          "language",
          "error-rate",
          "latency",
          "spend-hour",
          "spend-day",
          "shed",
          "provider-down");

  private static final String TIME = "(\\d{1,6}(?:\\.\\d{1,3})?)\\s*(ms|s|m|h)";
  private static final Pattern DURATION = Pattern.compile(TIME);
  private static final Pattern ERROR_RATE =
      Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3})?)\\s*%\\s+in\\s+" + TIME);
  private static final Pattern LATENCY =
      Pattern.compile("[pP](\\d{2}(?:\\.\\d)?)\\s+" + TIME + "\\s+in\\s+" + TIME);
  private static final Pattern SPEND =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(?:\\s*USD)?", Pattern.CASE_INSENSITIVE);

  private static final Duration SHORTEST_WINDOW = Duration.ofMinutes(1);
  private static final Duration SHORTEST_DOWN = Duration.ofSeconds(10);
  private static final String SPAN = ", with a window from 1m to 1h";

  private AlertsSection() {}

  static AlertSettings read(
      NamedSettingValues values, @Nullable YamlValue section, ProblemList problems) {
    var members = section == null ? Map.<String, YamlValue>of() : section.members();
    var webhook = webhook(values, problems);
    var format = word(members, "format", AlertFormat.values(), AlertFormat::text);
    var language = word(members, "language", AlertLanguage.values(), AlertLanguage::text);
    return new AlertSettings(
        webhook == null ? null : new Secret(webhook.toString()),
        format != null ? format : guessed(webhook),
        language == null ? AlertLanguage.EN : language,
        read(members, "error-rate", "is not such as '20% in 5m'" + SPAN, AlertsSection::errorRate),
        read(members, "latency", "is not such as 'p95 30s in 5m'" + SPAN, AlertsSection::latency),
        spend(members, "spend-hour"),
        spend(members, "spend-day"),
        Boolean.TRUE.equals(
            read(members, "shed", "is neither true nor false", AlertsSection::bool)),
        read(
            members,
            "provider-down",
            "is not a time such as '3m', from 10s to 1h",
            AlertsSection::down));
  }

  private static AlertFormat guessed(@Nullable URI webhook) {
    return webhook == null ? AlertFormat.JSON : AlertFormat.ofHost(webhook.getHost());
  }

  /// Problems do not show it: whoever knows it may post.
  private static @Nullable URI webhook(NamedSettingValues values, ProblemList problems) {
    var text = values.text(NamedSetting.ALERT_WEBHOOK);
    if (text == null) return null;
    try {
      var uri = new URI(text);
      var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      boolean web = scheme.equals("http") || scheme.equals("https");
      if (web && uri.getHost() != null && uri.getRawUserInfo() == null) return uri;
    } catch (URISyntaxException _) {
      // told below, like any other text that is no address
    }
    problems.add(
        values.name(NamedSetting.ALERT_WEBHOOK),
        "is not a URL that begins with http:// or https://");
    return null;
  }

  private static <T> @Nullable T word(
      Map<String, YamlValue> members, String key, T[] known, NamedSettingValues.WordOf<T> name) {
    var names = Arrays.stream(known).map(name::of).toList();
    return read(
        members,
        key,
        "is none of " + String.join(", ", names),
        text -> {
          int at = names.indexOf(text.toLowerCase(Locale.ROOT));
          return at < 0 ? null : known[at];
        });
  }

  /// The value of a member; null where there is none or a problem was noted.
  private static <T> @Nullable T read(
      Map<String, YamlValue> members, String key, String problem, YamlWords.Vocabulary<T> reader) {
    var value = members.get(key);
    var text = value == null ? null : value.text();
    if (value == null || text == null) return null;
    var read = reader.of(text.strip());
    if (read == null) value.problem("'" + value.written() + "' " + problem);
    return read;
  }

  private static @Nullable Boolean bool(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> null;
    };
  }

  private static AlertSettings.@Nullable ErrorRate errorRate(String text) {
    var matcher = ERROR_RATE.matcher(text);
    if (!matcher.matches()) return null;
    double percent = Double.parseDouble(matcher.group(1));
    var window = window(matcher, 2);
    if (window == null || percent <= 0 || percent > 100) return null;
    return new AlertSettings.ErrorRate(percent, window);
  }

  private static AlertSettings.@Nullable Latency latency(String text) {
    var matcher = LATENCY.matcher(text);
    if (!matcher.matches()) return null;
    double percentile = Double.parseDouble(matcher.group(1));
    var most = time(matcher, 2);
    var window = window(matcher, 4);
    if (window == null || percentile < 50 || most.isZero()) return null;
    return new AlertSettings.Latency(percentile, most, window);
  }

  private static @Nullable Duration down(String text) {
    var matcher = DURATION.matcher(text);
    return matcher.matches() ? between(time(matcher, 1), SHORTEST_DOWN) : null;
  }

  private static long spend(Map<String, YamlValue> members, String key) {
    var nanos = read(members, key, "is no sum such as '5 USD', above 0", AlertsSection::nanos);
    return nanos == null ? -1 : nanos;
  }

  private static @Nullable Long nanos(String text) {
    var matcher = SPEND.matcher(text);
    if (!matcher.matches()) return null;
    long nanos = new BigDecimal(matcher.group(1)).movePointRight(9).longValueExact();
    return nanos > 0 ? nanos : null;
  }

  /// Rates are counted by the minute, so that parts of one are cut off.
  private static @Nullable Duration window(Matcher matcher, int group) {
    var window = between(time(matcher, group), SHORTEST_WINDOW);
    return window == null ? null : Duration.ofMinutes(window.toMinutes());
  }

  private static @Nullable Duration between(Duration time, Duration least) {
    boolean fits = time.compareTo(least) >= 0 && time.compareTo(AlertSettings.LONGEST_WINDOW) <= 0;
    return fits ? time : null;
  }

  private static Duration time(Matcher matcher, int group) {
    long millis =
        switch (matcher.group(group + 1)) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "m" -> 60_000;
          default -> 3_600_000;
        };
    return Duration.ofMillis(
        new BigDecimal(matcher.group(group)).multiply(BigDecimal.valueOf(millis)).longValue());
  }
}
