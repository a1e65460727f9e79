@NullMarked
package io.llmcallgateway.dialect.bedrock;

import org.jspecify.annotations.NullMarked;
