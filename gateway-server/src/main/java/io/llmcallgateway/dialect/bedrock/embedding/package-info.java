/// Embeddings in Bedrock Converse's format.
@NullMarked
package io.llmcallgateway.dialect.bedrock.embedding;

import org.jspecify.annotations.NullMarked;
