/// Content blocks: the parts that requests, answers and streams have in common.
@NullMarked
package io.llmcallgateway.dialect.anthropic.content;

import org.jspecify.annotations.NullMarked;
