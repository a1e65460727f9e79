/// Google's `generateContent` API, as the Gemini API and Vertex AI serve it.
///
/// A client's request is read by `request.RequestFacts` for routing. If the target speaks the same
/// dialect, its bytes stay, since the path has the model; `request.RequestAdapter` changes the byte
/// ranges that the target does not accept. Otherwise `request.RequestReader` makes the canonical
/// conversation, and another dialect writes it. For a target of this dialect
/// `request.RequestWriter` writes the conversation of any client.
///
/// An answer is read by `answer.AnswerReader` and written for clients by `answer.AnswerWriter`. The
/// frames of a stream are found by `stream.GeminiFrames` and decoded by `stream.GeminiDecoder`; a
/// stream for clients is encoded by `stream.GeminiEncoder`. Embeddings are in `embedding`, token
/// counts in `TokenCounts`.
///
/// The sub-packages import each other in one direction: `content` is used by all, `answer` by
/// `stream`.
@NullMarked
package io.llmcallgateway.dialect.gemini;

import org.jspecify.annotations.NullMarked;
