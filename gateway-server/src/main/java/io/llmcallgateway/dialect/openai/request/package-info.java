/// Requests. `RequestFacts` reads what routing needs, in one pass over the tokens.
///
/// Reading: `RequestReader` reads the top level and has `MessageReader` and `ReasoningSettings`
/// read the rest. `KnownMembers` lists the members that they read.
///
/// Writing: `RequestWriter` writes the top level and has `MessageWriter` (with `PartWriter`),
/// `ToolWriter` and `ReasoningWriter` write the rest. `MessageNormalizer` puts the conversation
/// into the order that the target takes, `AcceptedTraits` says what it takes, and
/// `CacheControlWriter` writes cache marks for all of them.
///
/// Unchanged bytes: `RequestSplice` replaces the model's name and asks for usage, `EffortSplice`
/// turns reasoning off. `RequestAdapter` edits the byte ranges that a target does not accept, with
/// `MessagesAdapter`, `AssistantMessageAdapter`, `PartsAdapter`, `ToolsAdapter` and
/// `ReasoningAdapter`.
@NullMarked
package io.llmcallgateway.dialect.openai.request;

import org.jspecify.annotations.NullMarked;
