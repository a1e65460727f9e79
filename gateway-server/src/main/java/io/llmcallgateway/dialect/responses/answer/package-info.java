/// Answers that are not streamed, errors and usage. `AnswerReader` reads an answer of a provider,
/// `AnswerWriter` writes one for a client around a `ResponseObject`; `ErrorReader` reads errors
/// that come with status 200. `stream` uses their parts for events.
@NullMarked
package io.llmcallgateway.dialect.responses.answer;

import org.jspecify.annotations.NullMarked;
