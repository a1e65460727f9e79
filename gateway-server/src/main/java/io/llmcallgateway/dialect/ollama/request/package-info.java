/// Requests in Ollama's format, written.
@NullMarked
package io.llmcallgateway.dialect.ollama.request;

import org.jspecify.annotations.NullMarked;
