/// Answers in Ollama's format, plain and streamed, read.
@NullMarked
package io.llmcallgateway.dialect.ollama.answer;

import org.jspecify.annotations.NullMarked;
