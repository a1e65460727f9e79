/// Google's `generateContent` API, as the Gemini API and Vertex AI serve it.
@NullMarked
package io.llmcallgateway.dialect.gemini;

import org.jspecify.annotations.NullMarked;
