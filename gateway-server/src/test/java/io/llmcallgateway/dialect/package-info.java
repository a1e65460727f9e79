/// What the formats share.
@NullMarked
package io.llmcallgateway.dialect;

import org.jspecify.annotations.NullMarked;
