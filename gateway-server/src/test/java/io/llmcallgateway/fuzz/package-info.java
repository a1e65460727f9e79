/// What strangers send may be anything: no bytes may do more than be refused.
@NullMarked
package io.llmcallgateway.fuzz;

import org.jspecify.annotations.NullMarked;
