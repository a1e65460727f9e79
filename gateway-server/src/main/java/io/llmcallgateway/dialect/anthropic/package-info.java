/// The Messages API of Anthropic, also as Vertex AI serves it.
///
/// The facts of a client's request are read by `MessagesFactsReader`, for routing. If the target
/// speaks the same dialect, `request.RequestSplice` puts the target's name of the model into its
/// bytes, and `request.RequestAdapter` changes the byte ranges that the target does not accept.
/// Otherwise `request.RequestReader` makes the canonical conversation, and another dialect writes
/// it. For a target of this dialect `request.RequestWriter` writes the conversation of any client.
///
/// An answer is read by `answer.AnswerReader` and written for clients by `answer.AnswerWriter`; a
/// stream is decoded by `stream.AnthropicDecoder` and encoded by `stream.AnthropicEncoder`. In
/// answers that pass untouched `answer.ModelNameRestorer` puts the client's name of the model back.
///
/// The sub-packages import each other in one direction: `content` is used by all, `answer` by
/// `stream`.
@NullMarked
package io.llmcallgateway.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
