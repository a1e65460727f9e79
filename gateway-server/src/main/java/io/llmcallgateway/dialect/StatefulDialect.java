package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Facts;
import java.util.Map;

/// A dialect whose clients come back to an answer by its id. An answer is its own key's alone:
/// another's is as unknown as one that never was.
public interface StatefulDialect {
  /// The request with the conversation that it goes on from. Throws a `GatewayException` where that
  /// is not to be had.
  Inbound recall(Inbound in, Facts facts, StoredCalls memory);

  /// A stored answer.
  ///
  /// @param key the id of the client key that asks
  Body stored(String id, String key, Map<String, String> queries, StoredCalls memory);

  /// The input of a stored answer, item by item.
  Body storedInput(String id, String key, Map<String, String> queries, StoredCalls memory);

  /// Deletes a stored answer and returns the confirmation.
  Body forget(String id, String key, StoredCalls memory);
}
