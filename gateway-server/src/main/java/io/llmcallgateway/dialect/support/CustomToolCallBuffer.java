package io.llmcallgateway.dialect.support;

import io.llmcallgateway.dialect.ChatEventSink;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.ToolForm;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A buffer for the arguments of custom tools' calls: the input of such a tool can be read only
/// from whole arguments. One stream, one thread.
public final class CustomToolCallBuffer {
  private final Map<String, ToolForm> forms;
  private final Map<Key, StringBuilder> held = new HashMap<>(0);

  private record Key(int choice, int call) {}

  public CustomToolCallBuffer(ChatRequest request) {
    this.forms = ToolForm.of(request);
  }

  /// The form of the tool of that name; null where it is a function of this name.
  public @Nullable ToolForm form(String name) {
    return forms.get(name);
  }

  /// The input of a custom tool of that name; the arguments as they are where the tool is another.
  public String input(String name, String arguments) {
    var form = forms.get(name);
    boolean custom = form != null && form.kind() == ToolForm.Kind.CUSTOM;
    return custom ? CustomToolInput.unwrap(arguments) : arguments;
  }

  /// Passes events on; those of held arguments as one, when their call ends.
  public void take(ChatEvent event, ChatEventSink out) {
    if (forms.isEmpty()) {
      out.take(event);
      return;
    }
    switch (event) {
      case ChatEvent.CallStarted started -> {
        var form = forms.get(started.name());
        if (form != null && form.kind() == ToolForm.Kind.CUSTOM) {
          held.put(new Key(started.choice(), started.call()), new StringBuilder());
        }
        out.take(event);
      }
      case ChatEvent.CallArguments arguments -> {
        var text = held.get(new Key(arguments.choice(), arguments.call()));
        if (text == null) out.take(event);
        else text.append(arguments.fragment());
      }
      case ChatEvent.CallEnded ended -> {
        release(new Key(ended.choice(), ended.call()), out);
        out.take(event);
      }
      default -> out.take(event);
    }
  }

  private void release(Key call, ChatEventSink out) {
    var text = held.remove(call);
    if (text == null) return;
    var input = CustomToolInput.unwrap(text.toString());
    if (!input.isEmpty()) out.take(new ChatEvent.CallArguments(call.choice(), call.call(), input));
  }
}
