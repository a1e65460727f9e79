package io.llmcallgateway.upstream.demo;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The deltas of tool calls: for each call its id and name, then its arguments in fragments.
final class CallDeltas implements Iterator<String> {
  private final List<Said.Call> calls;
  private int index = -1;
  private @Nullable Tokens arguments;

  CallDeltas(List<Said.Call> calls) {
    this.calls = calls;
  }

  @Override
  public boolean hasNext() {
    return (arguments != null && arguments.hasNext()) || index + 1 < calls.size();
  }

  @Override
  public String next() {
    if (arguments != null && arguments.hasNext()) {
      return delta(",\"function\":{\"arguments\":" + JsonText.quoted(arguments.next()) + "}");
    }
    if (index + 1 >= calls.size()) throw new NoSuchElementException();
    var call = calls.get(++index);
    arguments = new Tokens(call.arguments());
    return delta(
        ",\"id\":"
            + JsonText.quoted(call.id())
            + ",\"type\":\"function\",\"function\":{\"name\":"
            + JsonText.quoted(call.name())
            + ",\"arguments\":\"\"}");
  }

  private String delta(String members) {
    return "{\"tool_calls\":[{\"index\":" + index + members + "}]}";
  }
}
