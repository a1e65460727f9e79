/// Requests in Bedrock Converse's format, read and written.
@NullMarked
package io.llmcallgateway.dialect.bedrock.request;

import org.jspecify.annotations.NullMarked;
