package io.llmcallgateway.upstream.demo;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// Iterates over the deltas of tool calls: for each call a delta with id and name, then the
/// fragments of its arguments.
final class ToolCallDeltas implements Iterator<String> {
  private final List<DemoChoice.ToolCall> calls;
  private int index = -1;
  private @Nullable TokenSplitter arguments;

  ToolCallDeltas(List<DemoChoice.ToolCall> calls) {
    this.calls = calls;
  }

  @Override
  public boolean hasNext() {
    return (arguments != null && arguments.hasNext()) || index + 1 < calls.size();
  }

  @Override
  public String next() {
    if (arguments != null && arguments.hasNext()) {
      return delta(",\"function\":{\"arguments\":" + JsonStrings.quoted(arguments.next()) + "}");
    }
    if (index + 1 >= calls.size()) throw new NoSuchElementException();
    var call = calls.get(++index);
    arguments = new TokenSplitter(call.arguments());
    return delta(
        ",\"id\":"
            + JsonStrings.quoted(call.id())
            + ",\"type\":\"function\",\"function\":{\"name\":"
            + JsonStrings.quoted(call.name())
            + ",\"arguments\":\"\"}");
  }

  private String delta(String members) {
    return "{\"tool_calls\":[{\"index\":" + index + members + "}]}";
  }
}
