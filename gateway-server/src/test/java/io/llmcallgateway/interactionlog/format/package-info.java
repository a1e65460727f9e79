/// Tests of the interaction log's formats.
@NullMarked
package io.llmcallgateway.interactionlog.format;

import org.jspecify.annotations.NullMarked;
