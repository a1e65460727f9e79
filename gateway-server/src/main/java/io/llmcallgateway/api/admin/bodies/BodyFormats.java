package io.llmcallgateway.api.admin.bodies;

import io.llmcallgateway.dialect.DialectModule;
import org.jspecify.annotations.Nullable;

/// The wire formats by the names that records have of them.
public interface BodyFormats {
  /// Returns the module of a format; null if there is none of that name.
  @Nullable DialectModule format(String dialect);
}
