/// The metrics over HTTP, from the sums of the journal.
@NullMarked
package io.llmcallgateway.api.admin.metrics;

import org.jspecify.annotations.NullMarked;
