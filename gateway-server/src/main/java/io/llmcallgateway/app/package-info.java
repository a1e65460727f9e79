/// The one place that says new for services; start and stop order. Imported by nobody.
@NullMarked
package io.llmcallgateway.app;

import org.jspecify.annotations.NullMarked;
