/// The demo provider, asked as the relay asks it, with time in the test's hands.
@NullMarked
package io.llmcallgateway.upstream.demo;

import org.jspecify.annotations.NullMarked;
