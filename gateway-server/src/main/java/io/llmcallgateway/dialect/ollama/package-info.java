/// Ollama's own chat as a wire format; a target only.
@NullMarked
package io.llmcallgateway.dialect.ollama;

import org.jspecify.annotations.NullMarked;
