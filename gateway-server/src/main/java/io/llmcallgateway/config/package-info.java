/// Settings and gateway.yaml as immutable records, with every problem listed by its path.
@NullMarked
package io.llmcallgateway.config;

import org.jspecify.annotations.NullMarked;
