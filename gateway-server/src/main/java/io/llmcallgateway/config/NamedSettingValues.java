package io.llmcallgateway.config;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the effective value of each named setting, flag over environment over `.env` over
/// gateway.yaml over default, and reads it as the type that it must have.
final class NamedSettingValues {
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,15})\\s*(B|KB|MB|GB)?", Pattern.CASE_INSENSITIVE);

  /// Settings that may be lists in gateway.yaml.
  private static final Set<NamedSetting> LISTS =
      Set.of(NamedSetting.CORS_ORIGINS, NamedSetting.TRUSTED_PROXIES, NamedSetting.NO_PROXY);

  /// A value, and where it came from: `name` and `written` as the user wrote them there.
  private record Value(String text, String source, String name, String written) {
    Value(String text, String source, String name) {
      this(text, source, name, text);
    }
  }

  private final Map<NamedSetting, Value> values = new EnumMap<>(NamedSetting.class);
  private final ProblemList problems;

  NamedSettingValues(
      CommandLineFlags flags,
      Variables variables,
      Map<String, YamlValue> yaml,
      ProblemList problems) {
    this.problems = problems;
    for (var named : NamedSetting.values()) {
      var value = find(named, flags, variables, yaml);
      if (value != null) values.put(named, value);
    }
  }

  private static @Nullable Value find(
      NamedSetting named,
      CommandLineFlags flags,
      Variables variables,
      Map<String, YamlValue> yaml) {
    var name = named.name();
    var port = flags.port();
    if (named == NamedSetting.HOST && flags.host() != null)
      return new Value(flags.host(), "flag", "--host");
    if (named == NamedSetting.PORT && port != null)
      return new Value(port.toString(), "flag", "--port");
    var path = named.yamlPath();
    // Read even where it does not win, so that its problems are listed.
    var written = path == null ? null : YamlFile.find(yaml, path);
    var text = written == null ? null : text(named, written);
    var set = variables.get(name);
    if (set == null && named.lowerCaseToo()) {
      name = name.toLowerCase(Locale.ROOT);
      set = variables.get(name);
    }
    if (set != null) return new Value(set, variables.source(name), name);
    if (written != null && path != null && text != null && !text.isBlank()) {
      var shown = written.written().isEmpty() ? text : written.written();
      return new Value(text.strip(), YamlFile.NAME + ":" + written.line(), path, shown);
    }
    var usual = named.usual();
    return usual == null ? null : new Value(usual, "default", name);
  }

  private static @Nullable String text(NamedSetting named, YamlValue written) {
    return LISTS.contains(named) ? String.join(",", written.texts()) : written.text();
  }

  /// The effective values with their origins. Some depend on other settings.
  List<SettingOrigin> origins(Settings settings) {
    var origins = new ArrayList<SettingOrigin>();
    for (var named : NamedSetting.values()) {
      var value = values.get(named);
      if (named == NamedSetting.HOST && value == null) {
        origins.add(new SettingOrigin(named.name(), settings.effectiveHost(), "default"));
      } else if (named == NamedSetting.LOG_LEVEL && settings.development().debug()) {
        origins.add(
            new SettingOrigin(
                named.name(), settings.log().level().name(), value(NamedSetting.DEBUG).source()));
      } else if (value != null && !idle(named, value, settings)) {
        var text = named.secret() ? SecretMask.of(value.text()) : value.text();
        origins.add(new SettingOrigin(named.name(), text, value.source()));
      }
    }
    return origins;
  }

  /// A default of OpenTelemetry's that is of no use, since nothing is sent.
  private static boolean idle(NamedSetting named, Value value, Settings settings) {
    return named.name().startsWith("OTEL_")
        && value.source().equals("default")
        && !settings.otel().on();
  }

  @Nullable String text(NamedSetting named) {
    var value = values.get(named);
    return value == null ? null : value.text();
  }

  /// The name under which the user gave a value.
  String name(NamedSetting named) {
    var value = values.get(named);
    return value == null ? named.name() : value.name();
  }

  /// A value as it may be shown in a problem: references unresolved.
  String written(NamedSetting named) {
    return value(named).written();
  }

  private Value value(NamedSetting named) {
    var value = values.get(named);
    if (value == null) throw new IllegalStateException(named + " has no default");
    return value;
  }

  private void problem(Value value, String message) {
    problems.add(value.name(), "'" + value.written() + "' " + message);
  }

  boolean bool(NamedSetting named) {
    var value = value(named);
    return switch (value.text().toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on" -> true;
      case "false", "0", "no", "off" -> false;
      default -> {
        problem(value, "is neither true nor false");
        yield false;
      }
    };
  }

  /// A whole number in a range.
  int number(NamedSetting named, int least, int most) {
    var value = value(named);
    try {
      int number = Integer.parseInt(value.text());
      if (number >= least && number <= most) return number;
    } catch (NumberFormatException _) {
      // said below
    }
    problem(value, "is not a whole number from " + least + " to " + most);
    return least;
  }

  /// Days: `7`, `7 days`.
  int days(NamedSetting named) {
    var value = value(named);
    var matcher = Pattern.compile("(\\d{1,5})(\\s*days?)?").matcher(value.text());
    if (matcher.matches()) return Math.max(Integer.parseInt(matcher.group(1)), 0);
    problem(value, "is not a number of days");
    return 1;
  }

  /// Seconds, decimals allowed, more than none.
  Duration seconds(NamedSetting named) {
    var seconds = secondsOrNone(named);
    if (!seconds.isZero()) return seconds;
    if (parsed(value(named)) != null) problem(value(named), "is not a number of seconds above 0");
    return Duration.ofSeconds(1);
  }

  /// Seconds, decimals allowed, or none.
  Duration secondsOrNone(NamedSetting named) {
    var value = value(named);
    var seconds = parsed(value);
    if (seconds != null) return seconds;
    problem(value, "is not a number of seconds");
    return Duration.ZERO;
  }

  /// A time such as `8s`, zero for `none`.
  Duration limit(NamedSetting named) {
    var value = value(named);
    var limit = TimeoutsSection.duration(value.text());
    if (limit != null) return limit;
    problem(value, TimeoutsSection.WANTED);
    return Duration.ZERO;
  }

  private static @Nullable Duration parsed(Value value) {
    if (!value.text().matches("\\d{1,9}(\\.\\d{1,9})?")) return null;
    return Duration.ofMillis(new BigDecimal(value.text()).movePointRight(3).longValue());
  }

  /// A size in bytes: `10 MB`, `512KB`, `1048576`.
  long bytes(NamedSetting named, long most) {
    var value = value(named);
    var matcher = SIZE.matcher(value.text());
    if (matcher.matches()) {
      var unit = matcher.group(2) == null ? "B" : matcher.group(2).toUpperCase(Locale.ROOT);
      int shift =
          switch (unit) {
            case "KB" -> 10;
            case "MB" -> 20;
            case "GB" -> 30;
            default -> 0;
          };
      long count = Long.parseLong(matcher.group(1));
      if (count > 0 && count <= most >> shift) return count << shift;
    }
    problem(value, "is not a size such as '10 MB', at most " + (most >> 20) + " MB");
    return 1;
  }

  /// The name of a value as it is written.
  interface WordOf<T> {
    String of(T value);
  }

  /// One of a few values by its word, in any case.
  <T> T word(NamedSetting named, T[] known, WordOf<T> words) {
    var value = value(named);
    for (var each : known) if (words.of(each).equalsIgnoreCase(value.text())) return each;
    problem(value, "is none of " + Arrays.stream(known).map(words::of).collect(joining(", ")));
    return known[0];
  }
}
