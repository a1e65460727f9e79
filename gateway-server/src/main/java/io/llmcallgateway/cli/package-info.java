/// The command line: starting a gateway, talking to one, and looking at what it keeps.
@NullMarked
package io.llmcallgateway.cli;

import org.jspecify.annotations.NullMarked;
