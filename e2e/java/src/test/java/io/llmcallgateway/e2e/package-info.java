/// OpenAI's SDK for Java against a running gateway.
@NullMarked
package io.llmcallgateway.e2e;

import org.jspecify.annotations.NullMarked;
