/// Providers and models, as an immutable snapshot that is replaced as a whole.
@NullMarked
package io.llmcallgateway.catalog;

import org.jspecify.annotations.NullMarked;
