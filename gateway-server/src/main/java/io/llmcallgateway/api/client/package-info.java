/// Pages for clients besides calls: the list of models, the estimated cost of a request, and stored
/// responses.
@NullMarked
package io.llmcallgateway.api.client;

import org.jspecify.annotations.NullMarked;
