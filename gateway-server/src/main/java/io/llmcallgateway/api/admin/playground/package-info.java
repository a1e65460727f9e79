/// Calls that the console makes: requests in any client's format, repeated calls, tests of
/// providers.
@NullMarked
package io.llmcallgateway.api.admin.playground;

import org.jspecify.annotations.NullMarked;
