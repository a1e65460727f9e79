/// The command `./gateway prices`.
@NullMarked
package io.llmcallgateway.cli.prices;

import org.jspecify.annotations.NullMarked;
