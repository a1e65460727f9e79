@NullMarked
package io.llmcallgateway.dialect.ollama;

import org.jspecify.annotations.NullMarked;
