/// The command line: starts a gateway, talks to one, and shows its records.
@NullMarked
package io.llmcallgateway.cli;

import org.jspecify.annotations.NullMarked;
