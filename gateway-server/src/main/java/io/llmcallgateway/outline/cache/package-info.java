/// Why a vendor's prompt cache was not read.
@NullMarked
package io.llmcallgateway.outline.cache;

import org.jspecify.annotations.NullMarked;
