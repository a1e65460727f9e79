/// The command `./gateway calls`, which shows the journal.
@NullMarked
package io.llmcallgateway.cli.calls;

import org.jspecify.annotations.NullMarked;
