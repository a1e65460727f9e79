/// Amazon Bedrock's Converse, plain and streamed, as clients and as the provider speak it.
@NullMarked
package io.llmcallgateway.dialect.bedrock;

import org.jspecify.annotations.NullMarked;
