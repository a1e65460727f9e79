package io.llmcallgateway.catalog.price;

import java.math.BigDecimal;
import java.math.MathContext;

/// Prices in other currencies.
final class PriceUnits {
  /// Far finer than any price.
  private static final MathContext EXACT_ENOUGH = MathContext.DECIMAL64;

  private PriceUnits() {}

  static BigDecimal inDollars(BigDecimal price, BigDecimal perUsd) {
    return price.divide(perUsd, EXACT_ENOUGH);
  }
}
