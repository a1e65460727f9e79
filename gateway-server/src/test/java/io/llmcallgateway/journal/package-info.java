@NullMarked
package io.llmcallgateway.journal;

import org.jspecify.annotations.NullMarked;
