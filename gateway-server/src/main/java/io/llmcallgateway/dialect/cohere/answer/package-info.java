/// Plain answers, usage and errors in Cohere's format, read and written.
@NullMarked
package io.llmcallgateway.dialect.cohere.answer;

import org.jspecify.annotations.NullMarked;
