/// The only HTTP server code: routes, caps and the reply writer.
@NullMarked
package io.llmcallgateway.http;

import org.jspecify.annotations.NullMarked;
