/// Parts of contents and the JSON form of protobuf: what requests, answers and streams have in
/// common.
@NullMarked
package io.llmcallgateway.dialect.gemini.content;

import org.jspecify.annotations.NullMarked;
