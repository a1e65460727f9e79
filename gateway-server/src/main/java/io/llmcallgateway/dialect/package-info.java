/// The contract of wire formats. `dialect.support` has the algorithms that they share; each other
/// sub-package is one format, and formats do not know each other.
@NullMarked
package io.llmcallgateway.dialect;

import org.jspecify.annotations.NullMarked;
