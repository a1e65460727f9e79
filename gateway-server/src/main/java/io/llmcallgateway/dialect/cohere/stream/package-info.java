/// Streamed answers in Cohere's format, read and written.
@NullMarked
package io.llmcallgateway.dialect.cohere.stream;

import org.jspecify.annotations.NullMarked;
