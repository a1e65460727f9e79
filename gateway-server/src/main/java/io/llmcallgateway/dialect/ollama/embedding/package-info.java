/// Embeddings in Ollama's format.
@NullMarked
package io.llmcallgateway.dialect.ollama.embedding;

import org.jspecify.annotations.NullMarked;
