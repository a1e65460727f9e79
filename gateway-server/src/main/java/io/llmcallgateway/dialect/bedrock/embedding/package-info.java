/// Embeddings of the models on Bedrock, each vendor's in its own format.
@NullMarked
package io.llmcallgateway.dialect.bedrock.embedding;

import org.jspecify.annotations.NullMarked;
