/// Prices of providers: price files in layers, and the price of a model at a time.
@NullMarked
package io.llmcallgateway.catalog.price;

import org.jspecify.annotations.NullMarked;
