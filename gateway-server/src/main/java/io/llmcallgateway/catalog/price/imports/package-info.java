/// Price lists of other projects, read into the gateway's own format.
@NullMarked
package io.llmcallgateway.catalog.price.imports;

import org.jspecify.annotations.NullMarked;
