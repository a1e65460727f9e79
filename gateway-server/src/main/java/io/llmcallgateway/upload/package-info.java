/// Requests with files, which are not held whole: the form as it came, in memory or in a temporary
/// file, and where its parts stand.
@NullMarked
package io.llmcallgateway.upload;

import org.jspecify.annotations.NullMarked;
