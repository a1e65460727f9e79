package io.llmcallgateway.dialect.openai;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.support.CustomToolInput;
import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.JsonNodes;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads the tool calls of one choice, in pieces or whole, from vendors that leave out indexes,
/// ids, names or arguments, or repeat them. One choice, one thread.
final class CallReader {
  private final int choice;
  private final CallIds ids;
  private int count;
  private boolean any;
  private @Nullable Call latest;

  // An answer may have tens of thousands of calls, so none is looked for among all.
  private final Map<Long, Call> byIndex = new HashMap<>(0);
  private final Map<String, Call> byId = new HashMap<>(0);
  private final Set<Call> open = new LinkedHashSet<>(0);

  /// Those whose arguments were whole at some time.
  private final Set<Call> whole = new LinkedHashSet<>(0);

  /// Signatures of calls that came before their calls, by the vendor's id.
  private final Map<String, Signature> early = new HashMap<>(0);

  private static final class Call {
    final int number; // within the choice
    String id = "";
    boolean told;
    boolean ended;
    boolean custom;
    final JsonScan scan = new JsonScan();
    final StringBuilder waiting = new StringBuilder(0);
    @Nullable Signature signature;

    Call(int number) {
      this.number = number;
    }
  }

  CallReader(int choice, CallIds ids) {
    this.choice = choice;
    this.ids = ids;
  }

  boolean any() {
    return any;
  }

  /// A signature for the call of that id. True where the call is not known yet and will get it.
  boolean sign(String id, Signature signature) {
    var known = byId.get(id);
    if (known != null && known.told) return false;
    early.put(id, signature);
    return true;
  }

  void read(JsonNode toolCalls, Consumer<ChatEvent> out) {
    for (var piece : toolCalls) {
      if (!piece.isObject()) continue;
      var index = JsonNodes.whole(piece, "index");
      var custom = piece.path("custom");
      var function = custom.isObject() ? custom : piece.path("function");
      var call =
          find(index, JsonNodes.text(piece, "id", ""), JsonNodes.text(function, "name", ""), out);
      var signature =
          JsonNodes.text(piece.path("extra_content").path("google"), "thought_signature");
      if (signature != null && !signature.isEmpty()) {
        call.signature = SignatureEnvelope.open(signature, Signature.GEMINI, false);
      }
      if (custom.isObject()) takeCustom(call, JsonNodes.text(piece, "id", ""), custom, out);
      else take(call, JsonNodes.text(piece, "id", ""), function, out);
    }
  }

  /// A custom tool's input is free text: its pieces stand in the arguments' one string.
  private void takeCustom(Call call, String id, JsonNode custom, Consumer<ChatEvent> out) {
    name(call, id);
    var piece = CustomToolInput.piece(JsonNodes.text(custom, "input", ""));
    var name = JsonNodes.text(custom, "name", "");
    if (!call.told && name.isEmpty()) {
      call.waiting.append(piece);
      return;
    }
    if (!call.told) {
      tell(call, name, out);
      call.custom = true;
      piece = CustomToolInput.OPEN + call.waiting + piece;
    }
    if (piece.isEmpty() || call.ended) return;
    out.accept(new ChatEvent.CallArguments(choice, call.number, piece));
  }

  /// A legacy `function_call`; there is one at most.
  void readLegacy(JsonNode function, Consumer<ChatEvent> out) {
    take(find(0L, "", "", out), "", function, out);
  }

  private Call find(@Nullable Long index, String id, String name, Consumer<ChatEvent> out) {
    Call found = null;
    if (index != null) {
      found = byIndex.get(index);
      // agno#8880: the arguments' pieces have an index of their own; they belong to the open call
      if (found == null && id.isEmpty() && name.isEmpty() && isOpen()) found = latest;
    } else if (!id.isEmpty()) {
      found = byId.get(id);
    } else if (name.isEmpty()) {
      found = latest;
    }
    if (found != null && !isAnother(found, id, name)) return found;
    for (var call : whole) if (call.scan.complete()) end(call, out);
    whole.clear();
    var fresh = new Call(count++);
    if (index != null) byIndex.put(index, fresh);
    open.add(fresh);
    latest = fresh;
    return fresh;
  }

  private boolean isOpen() {
    var last = latest;
    return last != null && last.told && !last.ended && !last.scan.complete();
  }

  /// Whether a piece with the index of a call begins another one: some vendors (Gemini's compatible
  /// endpoint) number all calls 0.
  private static boolean isAnother(Call call, String id, String name) {
    if (!call.told || name.isEmpty()) return false;
    if (!id.isEmpty() && !call.id.isEmpty()) return !id.equals(call.id);
    return call.scan.complete();
  }

  private void take(Call call, String id, JsonNode function, Consumer<ChatEvent> out) {
    name(call, id);
    var name = JsonNodes.text(function, "name", "");
    var fragment = fragment(call, function);
    if (!call.told) {
      if (name.isEmpty()) {
        call.waiting.append(fragment);
        return;
      }
      tell(call, name, out);
      if (!call.waiting.isEmpty()) fragment = call.waiting + fragment;
    }
    if (fragment.isEmpty() || call.ended) return;
    call.scan.take(fragment);
    if (call.scan.complete()) whole.add(call);
    out.accept(new ChatEvent.CallArguments(choice, call.number, fragment));
  }

  private void name(Call call, String id) {
    if (id.isEmpty() || !call.id.isEmpty()) return;
    call.id = id;
    byId.put(id, call);
  }

  private void tell(Call call, String name, Consumer<ChatEvent> out) {
    call.told = true;
    any = true;
    var signature = call.signature == null ? early.remove(call.id) : call.signature;
    out.accept(new ChatEvent.CallStarted(choice, call.number, ids.claim(call.id), name, signature));
  }

  /// Groq writes "null" for no arguments; some vendors send an object rather than its text.
  private static String fragment(Call call, JsonNode function) {
    var arguments = function.path("arguments");
    if (arguments.isObject()) return arguments.toString();
    if (!arguments.isString()) return "";
    var text = arguments.asString();
    return text.equals("null") && call.scan.blank() ? "" : text;
  }

  private void end(Call call, Consumer<ChatEvent> out) {
    if (!call.told || call.ended) return;
    call.ended = true;
    open.remove(call);
    if (call.custom) {
      out.accept(new ChatEvent.CallArguments(choice, call.number, CustomToolInput.CLOSE));
    }
    out.accept(new ChatEvent.CallEnded(choice, call.number));
  }

  void endAll(Consumer<ChatEvent> out) {
    for (var call : List.copyOf(open)) end(call, out);
  }
}
