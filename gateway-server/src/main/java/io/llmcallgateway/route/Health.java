package io.llmcallgateway.route;

public interface Health {
  int inFlight(String p, String m);

  long latencyMicros(String p, String m);
}
