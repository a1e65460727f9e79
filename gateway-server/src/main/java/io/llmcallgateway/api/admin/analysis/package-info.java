/// Charts, counts and sums of the calls of a filter.
@NullMarked
package io.llmcallgateway.api.admin.analysis;

import org.jspecify.annotations.NullMarked;
