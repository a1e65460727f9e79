/// The system log and the error log, the console, and the masking of secrets in texts.
@NullMarked
package io.llmcallgateway.logging;

import org.jspecify.annotations.NullMarked;
