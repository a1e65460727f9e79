/// The metrics over HTTP, computed from the sums of the journal.
@NullMarked
package io.llmcallgateway.api.admin.metrics;

import org.jspecify.annotations.NullMarked;
