/// Tests of Cohere's dialect.
@NullMarked
package io.llmcallgateway.dialect.cohere;

import org.jspecify.annotations.NullMarked;
