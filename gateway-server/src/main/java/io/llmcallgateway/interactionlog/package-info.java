/// The interaction log: the steps of each call, which a call hands over and does not wait for.
@NullMarked
package io.llmcallgateway.interactionlog;

import org.jspecify.annotations.NullMarked;
