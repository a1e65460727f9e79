/// Responses that the journal keeps. `ConversationRestorer` completes a request that continues one,
/// with `StoredConversation` for those before it and `ItemReferenceResolver` for references to
/// their items. `StoredResponses` answers clients that ask for a response again.
@NullMarked
package io.llmcallgateway.dialect.responses.stored;

import org.jspecify.annotations.NullMarked;
