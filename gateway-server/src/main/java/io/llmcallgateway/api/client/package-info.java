/// What clients may ask of the gateway besides calls: the models it knows and what a request would
/// cost.
@NullMarked
package io.llmcallgateway.api.client;

import org.jspecify.annotations.NullMarked;
