/// Authentication of clients: the client key and AWS signatures.
@NullMarked
package io.llmcallgateway.identity;

import org.jspecify.annotations.NullMarked;
