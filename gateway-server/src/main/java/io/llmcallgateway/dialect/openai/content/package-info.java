/// Parts of messages and members of requests: what requests, answers and streams have in common.
/// Each part that OpenAI does not have, or has in another way than its vendors, has a class of its
/// own here.
@NullMarked
package io.llmcallgateway.dialect.openai.content;

import org.jspecify.annotations.NullMarked;
