/// Algorithms that several wire formats share; the contract does not know them.
@NullMarked
package io.llmcallgateway.dialect.support;

import org.jspecify.annotations.NullMarked;
