/// `./gateway calls`: the journal on the command line.
@NullMarked
package io.llmcallgateway.cli.calls;

import org.jspecify.annotations.NullMarked;
