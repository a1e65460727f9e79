/// Pure choice: from facts and catalogue to an ordered plan of targets.
@NullMarked
package io.llmcallgateway.route;

import org.jspecify.annotations.NullMarked;
