/// Tests of the system and error logs, on real files.
@NullMarked
package io.llmcallgateway.logging;

import org.jspecify.annotations.NullMarked;
