/// Tests of the interaction log's files.
@NullMarked
package io.llmcallgateway.interactionlog.writer;

import org.jspecify.annotations.NullMarked;
