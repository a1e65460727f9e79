/// Tests of a whole gateway on loopback sockets: what users rely on, one test for each requirement.
@NullMarked
package io.llmcallgateway.behaviour;

import org.jspecify.annotations.NullMarked;
