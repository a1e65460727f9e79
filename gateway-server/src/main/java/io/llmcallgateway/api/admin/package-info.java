/// The metrics endpoints, the documentation pages and the administrative calls.
@NullMarked
package io.llmcallgateway.api.admin;

import org.jspecify.annotations.NullMarked;
