package io.llmcallgateway.model;

/// Tokens of a call as the provider counted them. `input` includes `cachedInput`, `output` includes
/// `reasoning`.
public record Usage(long input, long output, long total, long cachedInput, long reasoning) {
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0);
}
