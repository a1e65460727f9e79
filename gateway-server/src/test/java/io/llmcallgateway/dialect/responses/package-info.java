/// The Responses API.
@NullMarked
package io.llmcallgateway.dialect.responses;

import org.jspecify.annotations.NullMarked;
