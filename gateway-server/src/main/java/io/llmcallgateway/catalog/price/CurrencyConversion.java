package io.llmcallgateway.catalog.price;

import java.math.BigDecimal;
import java.math.MathContext;

/// Converts prices into US dollars.
final class CurrencyConversion {
  /// The precision, far finer than any price.
  private static final MathContext EXACT_ENOUGH = MathContext.DECIMAL64;

  private CurrencyConversion() {}

  static BigDecimal inDollars(BigDecimal price, BigDecimal perUsd) {
    return price.divide(perUsd, EXACT_ENOUGH);
  }
}
