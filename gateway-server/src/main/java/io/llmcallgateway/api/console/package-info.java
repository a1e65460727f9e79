/// The console: its built files, and the sessions of those who use it.
@NullMarked
package io.llmcallgateway.api.console;

import org.jspecify.annotations.NullMarked;
