/// Tests of the way from a model's name to its targets.
@NullMarked
package io.llmcallgateway.route;

import org.jspecify.annotations.NullMarked;
