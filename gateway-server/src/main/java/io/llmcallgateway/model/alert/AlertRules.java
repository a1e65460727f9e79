package io.llmcallgateway.model.alert;

import io.llmcallgateway.model.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Holds what is watched, and where it is told.
///
/// @param webhook a URL that whoever knows it may post to; null where alerts are only logged
/// @param errorRate null where it is not watched
/// @param latency null where it is not watched
/// @param spendHour nano-USD in an hour of the clock; -1 where it is not watched
/// @param spendDay nano-USD in a day; -1 where it is not watched
/// @param shed whether lost records are told
/// @param providerDown for how long all calls of a provider must have failed; null where that is
///   not watched
public record AlertRules(
    @Nullable Secret webhook,
    AlertFormat format,
    AlertLanguage language,
    @Nullable ErrorRate errorRate,
    @Nullable Latency latency,
    long spendHour,
    long spendDay,
    boolean shed,
    @Nullable Duration providerDown) {
  /// Nothing is watched.
  public static final AlertRules NONE =
      new AlertRules(null, AlertFormat.JSON, AlertLanguage.EN, null, null, -1, -1, false, null);

  /// The longest stretch of time that rates and latencies are looked at.
  public static final Duration LONGEST_WINDOW = Duration.ofHours(1);

  private static final int LONG = 16; // what a token in a URL has at least, and a word has not

  /// States how many calls may fail.
  ///
  /// @param percent of calls that may fail, above 0
  public record ErrorRate(double percent, Duration window) {}

  /// States how long calls may take.
  ///
  /// @param percentile 50 to 99.9
  /// @param most that it may be
  public record Latency(double percentile, Duration most, Duration window) {}

  /// Whether anything is watched.
  public boolean any() {
    return errorRate != null
        || latency != null
        || spendHour >= 0
        || spendDay >= 0
        || shed
        || providerDown != null;
  }

  /// The names of what is watched, as in gateway.yaml.
  public List<String> watched() {
    var names = new ArrayList<String>();
    if (errorRate != null) names.add("error-rate");
    if (latency != null) names.add("latency");
    if (spendHour >= 0) names.add("spend-hour");
    if (spendDay >= 0) names.add("spend-day");
    if (shed) names.add("shed");
    if (providerDown != null) names.add("provider-down");
    return names;
  }

  /// The webhook and the pieces of it that may be its token, longest first: what must never be
  /// shown.
  public List<Secret> secrets() {
    var secrets = new ArrayList<Secret>();
    if (webhook == null) return secrets;
    secrets.add(webhook);
    var address = webhook.reveal().replaceFirst("^[A-Za-z]+://[^/?]*", "");
    if (address.length() >= LONG) secrets.add(new Secret(address));
    for (var piece : address.split("[/?&=]", -1)) {
      if (piece.length() >= LONG) secrets.add(new Secret(piece));
    }
    return secrets;
  }
}
