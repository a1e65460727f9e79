/// The HTTP server: routes, access, request limits and replies.
@NullMarked
package io.llmcallgateway.http;

import org.jspecify.annotations.NullMarked;
