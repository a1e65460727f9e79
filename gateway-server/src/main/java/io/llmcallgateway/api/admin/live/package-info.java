/// Calls as they happen: those under way, and the end of each call as an event.
@NullMarked
package io.llmcallgateway.api.admin.live;

import org.jspecify.annotations.NullMarked;
