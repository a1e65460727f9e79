/// Answers that are not streamed, errors and usage. `AnswerReader` reads an answer of a provider,
/// `AnswerWriter` writes one for a client, with codecs for grounding and log probabilities;
/// `ErrorReader` and `ErrorWriter` do the same for errors. `stream` uses their parts for chunks.
@NullMarked
package io.llmcallgateway.dialect.gemini.answer;

import org.jspecify.annotations.NullMarked;
