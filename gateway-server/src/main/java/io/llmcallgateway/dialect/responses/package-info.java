/// OpenAI's Responses API, which xAI, Azure and others speak too.
@NullMarked
package io.llmcallgateway.dialect.responses;

import org.jspecify.annotations.NullMarked;
