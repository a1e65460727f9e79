/// Tests of translation: every kind of conversation between every pair of dialects.
@NullMarked
package io.llmcallgateway.edges;

import org.jspecify.annotations.NullMarked;
