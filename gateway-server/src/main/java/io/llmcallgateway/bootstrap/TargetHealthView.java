package io.llmcallgateway.bootstrap;

import io.llmcallgateway.route.Health;
import io.llmcallgateway.upstream.TargetHealth;

/// The upstream's knowledge of its targets as routing asks for it.
public record TargetHealthView(TargetHealth targets) implements Health {
  @Override
  public int inFlight(String provider, String model) {
    return targets.inFlight(provider, model);
  }

  @Override
  public long latencyMicros(String provider, String model) {
    return targets.latencyMicros(provider, model);
  }
}
