/// Tests of requests with files.
@NullMarked
package io.llmcallgateway.upload;

import org.jspecify.annotations.NullMarked;
