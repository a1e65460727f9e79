/// Tests of the command line.
@NullMarked
package io.llmcallgateway.cli;

import org.jspecify.annotations.NullMarked;
