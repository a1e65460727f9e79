@NullMarked
package io.llmcallgateway.config;

import org.jspecify.annotations.NullMarked;
