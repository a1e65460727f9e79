/// Streams. `ChatDecoder` turns chunks into `ChatEvent`s, `ChunkEncoder` turns them into chunks.
/// `OpenAiStreamTap` reads chunks that pass untouched and gathers them in a `StreamAnswer`;
/// `StreamCostWriter` adds the cost to the last one.
@NullMarked
package io.llmcallgateway.dialect.openai.stream;

import org.jspecify.annotations.NullMarked;
