package io.llmcallgateway.dialect.openai.request;

import io.llmcallgateway.dialect.support.ScannedValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Checks that each tool call has one result directly after it, which strict vendors require and
/// byte ranges cannot correct.
final class ToolResultOrder {
  private final Set<String> open = new HashSet<>(4);

  private ToolResultOrder() {}

  static boolean holds(List<ScannedValue> messages) {
    var order = new ToolResultOrder();
    for (var message : messages) if (!order.takes(message)) return false;
    return order.open.isEmpty();
  }

  private boolean takes(ScannedValue message) {
    var role = message.text("role");
    if (role.equals("tool")) return open.remove(message.text("tool_call_id"));
    if (!open.isEmpty() || role.equals("function")) return false;
    var calls = role.equals("assistant") ? message.get("tool_calls") : null;
    if (calls == null) return true;
    for (var call : calls.items()) {
      var id = call.text("id");
      if (id.isEmpty() || !open.add(id)) return false;
    }
    return true;
  }
}
