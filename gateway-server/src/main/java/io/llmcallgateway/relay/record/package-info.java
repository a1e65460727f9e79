/// The record of a call: its timeline, and the observers that are told of it.
@NullMarked
package io.llmcallgateway.relay.record;

import org.jspecify.annotations.NullMarked;
