@NullMarked
package io.llmcallgateway.api.console;

import org.jspecify.annotations.NullMarked;
