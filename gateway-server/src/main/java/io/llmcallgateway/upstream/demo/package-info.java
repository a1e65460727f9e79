/// The demo provider: models inside the process that answer as OpenAI does on the wire, without
/// key, network or price.
@NullMarked
package io.llmcallgateway.upstream.demo;

import org.jspecify.annotations.NullMarked;
