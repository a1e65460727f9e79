/// What a call is made of: bodies, headers, facts, usage, failures and ids. No I/O; imports nothing
/// of ours.
@NullMarked
package io.llmcallgateway.model;

import org.jspecify.annotations.NullMarked;
