/// Rules of the code base that a machine can hold.
@NullMarked
package io.llmcallgateway.arch;

import org.jspecify.annotations.NullMarked;
