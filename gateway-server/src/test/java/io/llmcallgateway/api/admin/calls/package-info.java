@NullMarked
package io.llmcallgateway.api.admin.calls;

import org.jspecify.annotations.NullMarked;
