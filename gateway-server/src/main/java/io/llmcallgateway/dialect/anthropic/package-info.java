/// The Messages API of Anthropic, also as Vertex AI serves it.
@NullMarked
package io.llmcallgateway.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
