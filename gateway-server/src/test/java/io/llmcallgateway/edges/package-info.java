/// Each pair of dialects, each kind of conversation: what one says reaches the other.
@NullMarked
package io.llmcallgateway.edges;

import org.jspecify.annotations.NullMarked;
