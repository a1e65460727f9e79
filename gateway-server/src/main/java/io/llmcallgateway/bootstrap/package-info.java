/// Makes all services and connects them; starts and stops them in order.
@NullMarked
package io.llmcallgateway.bootstrap;

import org.jspecify.annotations.NullMarked;
