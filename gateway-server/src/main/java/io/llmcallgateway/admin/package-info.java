/// The metrics endpoints, the documentation pages and the administrative calls.
@NullMarked
package io.llmcallgateway.admin;

import org.jspecify.annotations.NullMarked;
