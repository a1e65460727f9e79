package io.llmcallgateway.dialect.openai.answer;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.ChatEventSink;
import io.llmcallgateway.dialect.openai.answer.ChatCompletion.ToolCall;
import io.llmcallgateway.dialect.support.CustomToolInput;
import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.JsonNodes;
import io.llmcallgateway.wire.JsonSlice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the tool calls of one choice, in pieces or whole, as events. One choice, one thread.
final class ToolCallReader {
  private final int choice;
  private final CallIds ids;
  private final Tracker tracker = new Tracker();
  private boolean any;

  /// Signatures of calls that came before their calls, by the vendor's id.
  private final Map<String, Signature> early = new HashMap<>(0);

  /// Where the current piece's events go.
  private ChatEventSink out = _ -> {};

  private static final class Call extends ToolCallTracker.TrackedCall {
    boolean told;
    final StringBuilder waiting = new StringBuilder(0);
    @Nullable Signature signature;

    Call(int number) {
      super(number);
    }
  }

  private final class Tracker extends ToolCallTracker<Call> {
    Tracker() {
      super(Integer.MAX_VALUE);
    }

    @Override
    protected Call begin(int number) {
      return new Call(number);
    }

    @Override
    protected void end(Call call) {
      if (call.custom) {
        out.take(new ChatEvent.CallArguments(choice, call.number, CustomToolInput.CLOSE));
      }
      out.take(new ChatEvent.CallEnded(choice, call.number));
    }
  }

  ToolCallReader(int choice, CallIds ids) {
    this.choice = choice;
    this.ids = ids;
  }

  /// True if a call has been emitted.
  boolean any() {
    return any;
  }

  /// Keeps a signature for the call of that id; true if the call has not been emitted yet.
  boolean sign(String id, Signature signature) {
    var known = tracker.ofId(id);
    if (known != null && known.told) return false;
    early.put(id, signature);
    return true;
  }

  void read(List<ToolCall> pieces, ChatEventSink sink) {
    out = sink;
    for (var piece : pieces) read(tracker.find(piece), piece);
  }

  /// Reads a legacy `function_call`; there is one at most.
  void readLegacy(ToolCall function, ChatEventSink sink) {
    out = sink;
    read(tracker.findLegacy(function), function);
  }

  private void read(Call call, ToolCall piece) {
    var signature = signature(piece.extraContent);
    if (signature != null) {
      call.signature = SignatureEnvelope.open(signature, Signature.GEMINI, false);
    }
    boolean taken = tracker.takes(call, piece.arguments);
    var fragment = taken && piece.arguments != null ? fragment(call, piece.arguments) : "";
    if (!call.isNamed()) {
      call.waiting.append(fragment);
      return;
    }
    if (!call.told) {
      start(call);
      if (call.custom) fragment = CustomToolInput.OPEN + call.waiting + fragment;
      else if (!call.waiting.isEmpty()) fragment = call.waiting + fragment;
    }
    if (fragment.isEmpty()) return;
    out.take(new ChatEvent.CallArguments(choice, call.number, fragment));
  }

  /// Returns the Gemini signature in an `extra_content`, or null.
  static @Nullable String signature(@Nullable JsonSlice extra) {
    if (extra == null || !extra.isObject()) return null;
    var signature = JsonNodes.text(extra.tree().path("google"), "thought_signature");
    return signature == null || signature.isEmpty() ? null : signature;
  }

  private void start(Call call) {
    call.told = true;
    any = true;
    var signature = call.signature == null ? early.remove(call.id) : call.signature;
    out.take(
        new ChatEvent.CallStarted(choice, call.number, ids.claim(call.id), call.name, signature));
  }

  /// Returns a piece of the arguments. A custom tool's input is free text: its pieces become one
  /// string in the arguments.
  private static String fragment(Call call, JsonSlice arguments) {
    if (call.custom) return CustomToolInput.piece(arguments.text());
    return arguments.isString() ? arguments.text() : arguments.tree().toString();
  }

  void endAll(ChatEventSink sink) {
    out = sink;
    tracker.endAll();
  }
}
