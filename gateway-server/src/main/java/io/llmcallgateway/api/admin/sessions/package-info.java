/// Sessions: calls that belong together, and what can be told about their order.
@NullMarked
package io.llmcallgateway.api.admin.sessions;

import org.jspecify.annotations.NullMarked;
