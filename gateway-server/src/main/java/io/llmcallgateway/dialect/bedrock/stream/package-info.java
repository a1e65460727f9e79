/// Streamed answers in Bedrock Converse's format, read and written.
@NullMarked
package io.llmcallgateway.dialect.bedrock.stream;

import org.jspecify.annotations.NullMarked;
