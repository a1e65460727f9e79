/// Test infrastructure: an upstream that follows a script, faults included; a client that can send
/// any bytes; a gateway in this process; and a check for leaks.
@NullMarked
package io.llmcallgateway.testkit;

import org.jspecify.annotations.NullMarked;
