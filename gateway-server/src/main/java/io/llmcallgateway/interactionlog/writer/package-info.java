/// The writer of the interaction log: a bounded queue, one thread, and files that roll by size and
/// day, are compressed and are removed by age and total size.
@NullMarked
package io.llmcallgateway.interactionlog.writer;

import org.jspecify.annotations.NullMarked;
