/// The demo provider: models inside the process that answer in OpenAI's format, without a key, a
/// network or a price. `DemoUpstream` reads a request, has `ChatModels`, `ToolsModel` or
/// `EmbeddingModel` make the answer, and returns a `DemoReply` that follows a `ReplyScript`.
@NullMarked
package io.llmcallgateway.upstream.demo;

import org.jspecify.annotations.NullMarked;
