/// `./gateway prices`: prices on the command line.
@NullMarked
package io.llmcallgateway.cli.prices;

import org.jspecify.annotations.NullMarked;
