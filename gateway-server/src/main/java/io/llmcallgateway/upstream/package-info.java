/// HTTP clients for requests to providers. The demo provider, which needs none, is in `demo`.
@NullMarked
package io.llmcallgateway.upstream;

import org.jspecify.annotations.NullMarked;
