/// Bodies of calls as parts of a conversation, and what differs between two of them.
@NullMarked
package io.llmcallgateway.outline;

import org.jspecify.annotations.NullMarked;
