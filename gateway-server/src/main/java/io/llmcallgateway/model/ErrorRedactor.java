package io.llmcallgateway.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Removes from a failure what clients may not see: secrets, and the chain of causes unless the
/// gateway is in debug mode.
///
/// @param mask replaces secrets in a text
/// @param debug true if causes are shown
public record ErrorRedactor(UnaryOperator<String> mask, BooleanSupplier debug) {
  private static final int MOST_CAUSES = 10;

  /// Returns the failure as clients may see it.
  public Failure of(Failure failure, @Nullable Throwable cause) {
    var details = failure.details();
    return failure.told(
        mask.apply(failure.message()),
        details == null ? null : Body.utf8(mask.apply(details.utf8())),
        debug.getAsBoolean() ? causes(cause) : List.of());
  }

  private List<String> causes(@Nullable Throwable cause) {
    var causes = new ArrayList<String>();
    for (var at = cause; at != null && causes.size() < MOST_CAUSES; at = at.getCause()) {
      causes.add(mask.apply(at.toString()));
    }
    return causes;
  }
}
