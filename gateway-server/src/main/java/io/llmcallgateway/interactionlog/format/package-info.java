/// The forms in which the steps of a call are written: lines of text for people, JSON for programs.
@NullMarked
package io.llmcallgateway.interactionlog.format;

import org.jspecify.annotations.NullMarked;
