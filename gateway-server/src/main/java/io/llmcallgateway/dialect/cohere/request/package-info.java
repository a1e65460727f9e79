/// Requests in Cohere's format, read and written.
@NullMarked
package io.llmcallgateway.dialect.cohere.request;

import org.jspecify.annotations.NullMarked;
