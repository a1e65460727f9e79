@NullMarked
package io.llmcallgateway.bench;

import org.jspecify.annotations.NullMarked;
