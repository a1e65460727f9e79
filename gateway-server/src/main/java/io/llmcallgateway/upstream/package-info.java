/// The only HTTP client, and the demo provider that needs none.
@NullMarked
package io.llmcallgateway.upstream;

import org.jspecify.annotations.NullMarked;
