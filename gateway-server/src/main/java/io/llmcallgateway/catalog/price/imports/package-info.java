/// Reads price lists of other projects into the gateway's own format.
@NullMarked
package io.llmcallgateway.catalog.price.imports;

import org.jspecify.annotations.NullMarked;
