/// Tests of what the command line prints of calls.
@NullMarked
package io.llmcallgateway.cli.calls;

import org.jspecify.annotations.NullMarked;
