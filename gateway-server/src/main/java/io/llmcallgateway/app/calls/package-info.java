/// `./gateway calls`: the journal on the command line.
@NullMarked
package io.llmcallgateway.app.calls;

import org.jspecify.annotations.NullMarked;
