/// Embedding requests and answers in no vendor's format.
@NullMarked
package io.llmcallgateway.model.embedding;

import org.jspecify.annotations.NullMarked;
