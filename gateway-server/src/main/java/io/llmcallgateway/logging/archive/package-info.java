/// Rolled log files: their names, their compression, and their removal by age and total size.
@NullMarked
package io.llmcallgateway.logging.archive;

import org.jspecify.annotations.NullMarked;
