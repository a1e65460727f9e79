/// OpenAI's chat completions, completions and embeddings, as many vendors speak them.
///
/// The facts of a client's request are read by `request.RequestFacts`, for routing. If the target
/// speaks the same dialect, `request.RequestSplice` puts the target's name of the model into its
/// bytes, and `request.RequestAdapter` changes the byte ranges that the target does not accept.
/// Otherwise `request.RequestReader` makes the canonical conversation, and another dialect writes
/// it. For a target of this dialect `request.RequestWriter` writes the conversation of any client.
///
/// An answer is read by `answer.ChatAnswerReader` and written for clients by `answer.AnswerWriter`;
/// a stream is decoded by `stream.ChatDecoder` and encoded by `stream.ChunkEncoder`. Answers that
/// pass untouched are read for logs and metrics by `answer.AnswerReader`, streams by
/// `stream.OpenAiStreamTap`. Embeddings are in `embedding`.
///
/// The sub-packages import each other in one direction: `content` is used by all, `answer` by
/// `stream`.
@NullMarked
package io.llmcallgateway.dialect.openai;

import org.jspecify.annotations.NullMarked;
