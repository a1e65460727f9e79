package io.llmcallgateway.config;

import io.llmcallgateway.model.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The `alerts` settings: the conditions that are watched and the webhook that alerts go to.
///
/// @param webhook the URL to post to, a secret: anybody who knows it may post; null if alerts are
///   only logged
/// @param errorRate null if not watched
/// @param latency null if not watched
/// @param spendHour the most nano-USD in a clock hour; -1 if not watched
/// @param spendDay the most nano-USD in a day; -1 if not watched
/// @param shed whether lost call records raise an alert
/// @param providerDown how long all calls to a provider must have failed; null if not watched
public record AlertSettings(
    @Nullable Secret webhook,
    AlertFormat format,
    AlertLanguage language,
    @Nullable ErrorRate errorRate,
    @Nullable Latency latency,
    long spendHour,
    long spendDay,
    boolean shed,
    @Nullable Duration providerDown) {
  /// Settings that watch nothing.
  public static final AlertSettings NONE =
      new AlertSettings(null, AlertFormat.JSON, AlertLanguage.EN, null, null, -1, -1, false, null);

  /// The longest window for rates and latencies.
  public static final Duration LONGEST_WINDOW = Duration.ofHours(1);

  private static final int LONG =
      16; // characters: a token in a URL has at least as many, a word has fewer

  /// The limit for failed calls.
  ///
  /// @param percent the share of calls that may fail, above 0
  public record ErrorRate(double percent, Duration window) {}

  /// The limit for the duration of calls.
  ///
  /// @param percentile 50 to 99.9
  /// @param most the longest duration allowed at that percentile
  public record Latency(double percentile, Duration most, Duration window) {}

  /// True if anything is watched.
  public boolean any() {
    return errorRate != null
        || latency != null
        || spendHour >= 0
        || spendDay >= 0
        || shed
        || providerDown != null;
  }

  /// The names of the watched conditions, as in gateway.yaml.
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

  /// The webhook and the parts of it that may be its token, longest first. None may be shown.
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
