/// Embeddings in Cohere's format.
@NullMarked
package io.llmcallgateway.dialect.cohere.embedding;

import org.jspecify.annotations.NullMarked;
