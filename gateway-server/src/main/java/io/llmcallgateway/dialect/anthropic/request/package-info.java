/// Requests, read and written.
///
/// Reading: `RequestReader` reads the top level and has `MessagesReader` (with `BlockReader`) and
/// `ToolsReader` read the rest. `KnownMembers` lists the members that they read.
///
/// Writing: `RequestWriter` writes the top level and has `MessagesWriter` (with `MediaWriter`),
/// `ToolsWriter`, `SamplingWriter` and `SchemaAdapter` write the rest. `ThinkingSettings` decides
/// how much the model thinks, and `CacheControlWriter` counts cache marks over all of them.
///
/// Unchanged bytes: `RequestSplice` replaces the model's name. `RequestAdapter` edits the byte
/// ranges that a target does not accept, with `ThinkingAdapter` and `BillingHeaderRemover`.
@NullMarked
package io.llmcallgateway.dialect.anthropic.request;

import org.jspecify.annotations.NullMarked;
