/// Answers that are not streamed, and usage. `ChatCompletionReader` finds the members of a
/// completion or a chunk as byte ranges; `ChatCompletion` has them. `ChatAnswerReader` reads an
/// answer of a provider, with a `ChoiceReader` for each choice; `AnswerWriter` writes one for a
/// client. `stream` uses their parts for chunks.
@NullMarked
package io.llmcallgateway.dialect.openai.answer;

import org.jspecify.annotations.NullMarked;
