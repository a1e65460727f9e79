package io.llmcallgateway.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/// The currency in which costs are displayed beside US dollars. Costs are stored in nano-USD.
///
/// @param code the ISO 4217 code
/// @param perUsd the value of one US dollar in this currency
public record Currency(String code, BigDecimal perUsd) {
  /// Supplies the currency in force, which changes with the configuration.
  @FunctionalInterface
  public interface Source {
    Currency current();
  }

  public static final Currency USD = new Currency("USD", BigDecimal.ONE);

  /// The most digits after the decimal point.
  private static final int SCALE = 9;

  /// True if it is not the US dollar.
  public boolean other() {
    return !code.equals(USD.code());
  }

  /// Returns nano-USD in this currency, in plain digits without trailing zeros.
  public String amount(long nanoUsd) {
    var exact = BigDecimal.valueOf(nanoUsd, 9).multiply(perUsd);
    if (exact.signum() == 0) return "0";
    return exact.setScale(SCALE, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString();
  }
}
