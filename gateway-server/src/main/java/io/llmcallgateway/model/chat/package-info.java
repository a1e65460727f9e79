/// The canonical conversation that every dialect reads into and writes from. Values only, no I/O.
@NullMarked
package io.llmcallgateway.model.chat;

import org.jspecify.annotations.NullMarked;
