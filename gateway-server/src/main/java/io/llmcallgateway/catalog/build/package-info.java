/// Building the catalogue that the settings describe.
@NullMarked
package io.llmcallgateway.catalog.build;

import org.jspecify.annotations.NullMarked;
