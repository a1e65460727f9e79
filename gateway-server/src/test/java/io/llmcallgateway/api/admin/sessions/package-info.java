@NullMarked
package io.llmcallgateway.api.admin.sessions;

import org.jspecify.annotations.NullMarked;
