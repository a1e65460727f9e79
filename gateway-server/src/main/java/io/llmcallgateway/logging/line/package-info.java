/// Writers of log lines as UTF-8 bytes: escapes, JSON members, points in time, bodies on one line.
@NullMarked
package io.llmcallgateway.logging.line;

import org.jspecify.annotations.NullMarked;
