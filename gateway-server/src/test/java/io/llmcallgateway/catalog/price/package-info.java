/// Tests of price files.
@NullMarked
package io.llmcallgateway.catalog.price;

import org.jspecify.annotations.NullMarked;
