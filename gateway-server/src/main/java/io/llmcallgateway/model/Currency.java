package io.llmcallgateway.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// The currency in which people are shown what calls cost, beside US dollars. What is kept stays in
/// nano-USD.
///
/// @param code as in ISO 4217
/// @param perUsd how many of it a US dollar is
public record Currency(String code, BigDecimal perUsd) {
  public static final Currency USD = new Currency("USD", BigDecimal.ONE);

  /// Digits after the point, at most.
  private static final int SCALE = 9;

  /// Whether there is something to show beside US dollars.
  public boolean other() {
    return !code.equals(USD.code());
  }

  /// An amount of nano-USD in this currency, in plain digits without trailing zeros.
  public String amount(long nanoUsd) {
    var exact = BigDecimal.valueOf(nanoUsd, 9).multiply(perUsd);
    if (exact.signum() == 0) return "0";
    return exact.setScale(SCALE, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString();
  }
}
