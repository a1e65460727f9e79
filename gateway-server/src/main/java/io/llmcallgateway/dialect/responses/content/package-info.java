/// Members, reasoning items and ids: what requests, answers, streams and stored responses have in
/// common.
@NullMarked
package io.llmcallgateway.dialect.responses.content;

import org.jspecify.annotations.NullMarked;
