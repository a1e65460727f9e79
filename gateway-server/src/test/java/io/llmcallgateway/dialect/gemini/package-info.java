/// Tests of Google's generateContent.
@NullMarked
package io.llmcallgateway.dialect.gemini;

import org.jspecify.annotations.NullMarked;
