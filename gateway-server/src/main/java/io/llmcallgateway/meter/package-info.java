/// Counts tokens and computes costs without asking a provider.
@NullMarked
package io.llmcallgateway.meter;

import org.jspecify.annotations.NullMarked;
