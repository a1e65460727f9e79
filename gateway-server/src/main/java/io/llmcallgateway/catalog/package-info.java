/// Providers and models: an immutable snapshot, swapped whole.
@NullMarked
package io.llmcallgateway.catalog;

import org.jspecify.annotations.NullMarked;
