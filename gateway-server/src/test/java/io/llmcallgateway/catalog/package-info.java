/// Tests of what is known of providers and models.
@NullMarked
package io.llmcallgateway.catalog;

import org.jspecify.annotations.NullMarked;
