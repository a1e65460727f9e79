package io.llmcallgateway.relay.translation;

import io.llmcallgateway.dialect.ClientDialect;
import io.llmcallgateway.dialect.TargetDialect;

/// The formats between which an operation can be translated.
public interface OperationReach {
  /// Every format has chats.
  OperationReach ALL_FORMATS = (_, _) -> true;

  boolean reaches(ClientDialect client, TargetDialect target);
}
