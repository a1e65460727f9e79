/// What calls may use of the process: the budget of bytes that they hold at a time.
@NullMarked
package io.llmcallgateway.limit;

import org.jspecify.annotations.NullMarked;
