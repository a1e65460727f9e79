@NullMarked
package io.llmcallgateway.http;

import org.jspecify.annotations.NullMarked;
