/// The record of a call: what is kept of it once it has ended.
@NullMarked
package io.llmcallgateway.model.record;

import org.jspecify.annotations.NullMarked;
