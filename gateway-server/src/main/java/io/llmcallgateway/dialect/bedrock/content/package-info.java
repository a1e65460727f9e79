/// Content blocks in Bedrock Converse's format, which requests and answers share.
@NullMarked
package io.llmcallgateway.dialect.bedrock.content;

import org.jspecify.annotations.NullMarked;
