/// Anthropic's Messages, as Anthropic and Vertex AI speak them.
@NullMarked
package io.llmcallgateway.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
