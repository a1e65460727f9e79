@NullMarked
package io.llmcallgateway.app.prices;

import org.jspecify.annotations.NullMarked;
