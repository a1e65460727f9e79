/// Embeddings: clients' requests and answers, and those of the Gemini API and of Vertex AI.
@NullMarked
package io.llmcallgateway.dialect.gemini.embedding;

import org.jspecify.annotations.NullMarked;
