package io.llmcallgateway.catalog;

/// The known facts of a provider's model. Limits in tokens, prices in millionths of a US dollar per
/// million tokens; -1 if unknown.
public record ModelInfo(
    String id,
    long context,
    long output,
    long inputPrice,
    long outputPrice,
    ModelAbilities abilities) {
  public static final long UNKNOWN = -1;

  public boolean priced() {
    return inputPrice >= 0 && outputPrice >= 0;
  }
}
