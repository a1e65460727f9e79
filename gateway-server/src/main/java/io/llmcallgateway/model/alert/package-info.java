/// What is to be watched, and where it is told.
@NullMarked
package io.llmcallgateway.model.alert;

import org.jspecify.annotations.NullMarked;
