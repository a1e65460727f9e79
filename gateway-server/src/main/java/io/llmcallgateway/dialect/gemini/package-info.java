/// Google's generateContent, of the Gemini API and of Vertex AI.
@NullMarked
package io.llmcallgateway.dialect.gemini;

import org.jspecify.annotations.NullMarked;
