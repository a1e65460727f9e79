/// The journal: one record per accepted call, spooled before the answer ends, then kept by a store.
@NullMarked
package io.llmcallgateway.journal;

import org.jspecify.annotations.NullMarked;
