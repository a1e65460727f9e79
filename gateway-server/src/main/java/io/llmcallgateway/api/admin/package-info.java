/// Pages about the service itself: its state and its documentation.
@NullMarked
package io.llmcallgateway.api.admin;

import org.jspecify.annotations.NullMarked;
