/// Answers that are not streamed, errors and usage. `AnswerReader` reads an answer of a provider,
/// `AnswerWriter` writes one for a client; `ErrorReader` and `ErrorWriter` do the same for errors.
/// `stream` uses their parts for events.
@NullMarked
package io.llmcallgateway.dialect.anthropic.answer;

import org.jspecify.annotations.NullMarked;
