/// The command line: starts the gateway, sends calls to a running one, and shows its records.
@NullMarked
package io.llmcallgateway.cli;

import org.jspecify.annotations.NullMarked;
