/// `./gateway prices`: prices on the command line.
@NullMarked
package io.llmcallgateway.app.prices;

import org.jspecify.annotations.NullMarked;
