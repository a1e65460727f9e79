/// Files and folders that only the gateway's user may read.
@NullMarked
package io.llmcallgateway.files;

import org.jspecify.annotations.NullMarked;
