/// What users rely on, proved on real loopback sockets: each sentence of the requirements a test.
@NullMarked
package io.llmcallgateway.behaviour;

import org.jspecify.annotations.NullMarked;
