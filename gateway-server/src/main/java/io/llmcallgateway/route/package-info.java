/// Routing: turns a model name into an ordered plan of targets, by the catalogue and the health of
/// targets.
@NullMarked
package io.llmcallgateway.route;

import org.jspecify.annotations.NullMarked;
