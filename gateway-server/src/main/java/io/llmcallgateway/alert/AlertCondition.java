package io.llmcallgateway.alert;

import java.time.Duration;

/// The condition of an alert, with its current numbers.
sealed interface AlertCondition {
  /// Returns its name in gateway.yaml.
  String kind();

  /// Returns the identity of the alert: conditions with equal keys are the same alert.
  default String key() {
    return kind();
  }

  /// An error rate above the limit.
  record Errors(long errors, long calls, double limit, Duration window) implements AlertCondition {
    @Override
    public String kind() {
      return "error-rate";
    }

    double percent() {
      return calls == 0 ? 0 : 100.0 * errors / calls;
    }
  }

  /// A latency percentile above the limit.
  ///
  /// @param micros the percentile; -1 without calls
  record Slow(double percentile, long micros, long calls, Duration limit, Duration window)
      implements AlertCondition {
    @Override
    public String kind() {
      return "latency";
    }
  }

  /// Spending above the limit.
  ///
  /// @param day true for a day's limit, false for an hour's
  /// @param nanos spent so far, in nano-USD
  record Spend(boolean day, long nanos, long limit) implements AlertCondition {
    @Override
    public String kind() {
      return day ? "spend-day" : "spend-hour";
    }
  }

  /// Losses of the journal since the alert began, because it had no room.
  record Shed(long records, long payloads) implements AlertCondition {
    @Override
    public String kind() {
      return "shed";
    }
  }

  /// A provider that does not answer.
  ///
  /// @param answered whether it has answered since its last failure
  /// @param failures the number since its last success
  /// @param lasting the time since the first of them
  /// @param cause the latest failure, from the closed set of failures
  record Down(String provider, boolean answered, long failures, Duration lasting, String cause)
      implements AlertCondition {
    @Override
    public String kind() {
      return "provider-down";
    }

    @Override
    public String key() {
      return kind() + " " + provider;
    }
  }
}
