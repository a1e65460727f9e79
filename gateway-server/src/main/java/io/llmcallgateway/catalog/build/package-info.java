/// Builds the catalogue and the prices of a configuration.
@NullMarked
package io.llmcallgateway.catalog.build;

import org.jspecify.annotations.NullMarked;
