/// Embeddings: clients' requests and answers, and those of providers of this format.
@NullMarked
package io.llmcallgateway.dialect.openai.embedding;

import org.jspecify.annotations.NullMarked;
