/// Tests of the importers of prices.
@NullMarked
package io.llmcallgateway.catalog.price.imports;

import org.jspecify.annotations.NullMarked;
