/// What tests stand on: an upstream that follows a script, faults included; a client that can send
/// anything; a gateway in this process; a check that nothing leaks.
@NullMarked
package io.llmcallgateway.testkit;

import org.jspecify.annotations.NullMarked;
