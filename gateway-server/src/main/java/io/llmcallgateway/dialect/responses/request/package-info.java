/// Requests. `RequestFacts` reads what routing needs, in one pass over the tokens.
///
/// Reading: `RequestReader` reads the top level and has `InputReader` (with `ContentReader`) and
/// `ClientTools` (with `ToolReader`) read the rest. `KnownMembers` lists the members that they
/// read.
///
/// Writing: `RequestWriter` writes the top level and has `InputWriter` (with `ContentWriter`) and
/// `ToolWriter` write the rest.
@NullMarked
package io.llmcallgateway.dialect.responses.request;

import org.jspecify.annotations.NullMarked;
