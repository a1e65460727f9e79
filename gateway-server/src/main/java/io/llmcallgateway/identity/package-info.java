/// Keys, and who is calling.
@NullMarked
package io.llmcallgateway.identity;

import org.jspecify.annotations.NullMarked;
