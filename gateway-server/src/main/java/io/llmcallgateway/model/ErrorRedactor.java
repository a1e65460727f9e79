package io.llmcallgateway.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Removes from a failure what clients may not see: secrets, and the chain of causes unless the
/// gateway is in debug mode.
///
/// @param debug whether causes are shown
public record ErrorRedactor(TextMask mask, DebugMode debug) {
  /// Replaces secrets in a text.
  public interface TextMask {
    String mask(String text);
  }

  /// The debug mode of this moment.
  public interface DebugMode {
    boolean isOn();
  }

  private static final int MOST_CAUSES = 10;

  /// Returns the failure as clients may see it.
  public Failure of(Failure failure, @Nullable Throwable cause) {
    var details = failure.details();
    return failure.told(
        mask.mask(failure.message()),
        details == null ? null : Body.utf8(mask.mask(details.utf8())),
        debug.isOn() ? causes(cause) : List.of());
  }

  private List<String> causes(@Nullable Throwable cause) {
    var causes = new ArrayList<String>();
    for (var at = cause; at != null && causes.size() < MOST_CAUSES; at = at.getCause()) {
      causes.add(mask.mask(at.toString()));
    }
    return causes;
  }
}
