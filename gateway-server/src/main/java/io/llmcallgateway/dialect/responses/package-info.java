/// OpenAI's Responses API, which xAI, Azure and others speak too.
///
/// A request that continues an earlier answer is completed from the journal by
/// `stored.ConversationRestorer`. The facts of a request are read by `request.RequestFacts`, for
/// routing. If the target speaks the same dialect, the request keeps its bytes but for the model's
/// name and what the target refuses. Otherwise `request.RequestReader` makes the canonical
/// conversation, and another dialect writes it. For a target of this dialect
/// `request.RequestWriter` writes the conversation of any client.
///
/// An answer is read by `answer.AnswerReader` and written for clients by `answer.AnswerWriter`; a
/// stream is decoded by `stream.ResponsesDecoder` and encoded by `stream.ResponsesEncoder`. Streams
/// that pass untouched are read by `stream.ResponsesTap`. Token counts are in `TokenCounts`.
/// Answers that clients ask for later are made by `stored.StoredResponses`.
///
/// The sub-packages import each other in one direction: `content` is used by all, `answer` by
/// `stream`, `request` and `answer` by `stored`.
@NullMarked
package io.llmcallgateway.dialect.responses;

import org.jspecify.annotations.NullMarked;
