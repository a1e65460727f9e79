/// Cohere's v2 chat as a wire format.
@NullMarked
package io.llmcallgateway.dialect.cohere;

import org.jspecify.annotations.NullMarked;
