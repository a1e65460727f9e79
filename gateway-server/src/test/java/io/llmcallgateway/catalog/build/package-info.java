/// Tests of the catalogue that settings describe.
@NullMarked
package io.llmcallgateway.catalog.build;

import org.jspecify.annotations.NullMarked;
