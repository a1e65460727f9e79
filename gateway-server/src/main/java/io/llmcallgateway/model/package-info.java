/// The data of a call: bodies, headers, facts, usage, failures, ids, and the rules of models. It
/// does no I/O and imports no other package of the gateway.
@NullMarked
package io.llmcallgateway.model;

import org.jspecify.annotations.NullMarked;
