@NullMarked
package io.llmcallgateway.outline.cache;

import org.jspecify.annotations.NullMarked;
