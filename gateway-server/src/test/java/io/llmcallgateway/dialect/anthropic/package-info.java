/// Tests of Anthropic's Messages.
@NullMarked
package io.llmcallgateway.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
