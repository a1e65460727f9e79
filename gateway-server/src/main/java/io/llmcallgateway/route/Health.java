package io.llmcallgateway.route;

/// Tells how targets are doing, as the strategies ask for it.
public interface Health {
  /// Calls in flight.
  int inFlight(String provider, String model);

  /// The usual time to first bytes, microseconds; negative where nothing is known.
  long latencyMicros(String provider, String model);
}
