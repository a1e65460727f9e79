/// Plain answers, usage and errors in Bedrock Converse's format, read and written.
@NullMarked
package io.llmcallgateway.dialect.bedrock.answer;

import org.jspecify.annotations.NullMarked;
