/// OpenAI's chat completions, completions and embeddings.
@NullMarked
package io.llmcallgateway.dialect.openai;

import org.jspecify.annotations.NullMarked;
