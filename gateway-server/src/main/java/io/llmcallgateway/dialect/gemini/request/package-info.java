/// Requests. `RequestFacts` reads what routing needs, in one pass over the tokens.
///
/// Reading: `RequestReader` reads the top level and has `ContentsReader`, `ToolsReader` (with
/// `SchemaConverter`) and `GenerationConfigReader` read the rest. `KnownMembers` lists the members
/// that they read.
///
/// Writing: `RequestWriter` writes the top level and has `ContentsWriter` (with `MediaWriter`),
/// `ToolsWriter` and `GenerationConfigWriter` write the rest.
///
/// Unchanged bytes: `RequestAdapter` edits the byte ranges that a target does not accept, with
/// `RepeatedResultRemover`.
@NullMarked
package io.llmcallgateway.dialect.gemini.request;

import org.jspecify.annotations.NullMarked;
