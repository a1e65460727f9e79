/// OpenAI's audio paths: forms with sound, transcripts, speech.
@NullMarked
package io.llmcallgateway.dialect.openai.audio;

import org.jspecify.annotations.NullMarked;
