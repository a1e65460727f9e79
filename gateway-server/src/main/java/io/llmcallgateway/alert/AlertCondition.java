package io.llmcallgateway.alert;

import java.time.Duration;

/// The condition that an alert is about, with the numbers of the moment.
sealed interface AlertCondition {
  /// Its name in gateway.yaml.
  String kind();

  /// The identity of the alert: conditions with the same key are the same alert.
  default String key() {
    return kind();
  }

  /// Too many calls failed.
  record Errors(long errors, long calls, double limit, Duration window) implements AlertCondition {
    @Override
    public String kind() {
      return "error-rate";
    }

    double percent() {
      return calls == 0 ? 0 : 100.0 * errors / calls;
    }
  }

  /// Calls took too long.
  ///
  /// @param micros the percentile, -1 where there were no calls
  record Slow(double percentile, long micros, long calls, Duration limit, Duration window)
      implements AlertCondition {
    @Override
    public String kind() {
      return "latency";
    }
  }

  /// Too much was spent.
  ///
  /// @param day whether of a day, else of an hour
  /// @param nanos spent so far, in nano-USD
  record Spend(boolean day, long nanos, long limit) implements AlertCondition {
    @Override
    public String kind() {
      return day ? "spend-day" : "spend-hour";
    }
  }

  /// The journal had no room; the losses since the alert began.
  record Shed(long records, long payloads) implements AlertCondition {
    @Override
    public String kind() {
      return "shed";
    }
  }

  /// A provider does not answer.
  ///
  /// @param failures since it last answered
  /// @param lasting since the first of them
  /// @param cause of the latest, one of the closed set of failures
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
