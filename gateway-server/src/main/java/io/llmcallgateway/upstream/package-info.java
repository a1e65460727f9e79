/// The only HTTP client; the demo provider, which needs none, is in `demo`.
@NullMarked
package io.llmcallgateway.upstream;

import org.jspecify.annotations.NullMarked;
