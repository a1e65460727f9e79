@NullMarked
package io.llmcallgateway.alert;

import org.jspecify.annotations.NullMarked;
