/// Builders of the catalogue and of the prices that settings describe.
@NullMarked
package io.llmcallgateway.catalog.build;

import org.jspecify.annotations.NullMarked;
