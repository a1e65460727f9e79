/// Tests of the compression and removal of log files.
@NullMarked
package io.llmcallgateway.logging.archive;

import org.jspecify.annotations.NullMarked;
