/// The record of a call, as it is kept once the call has ended.
@NullMarked
package io.llmcallgateway.model.record;

import org.jspecify.annotations.NullMarked;
