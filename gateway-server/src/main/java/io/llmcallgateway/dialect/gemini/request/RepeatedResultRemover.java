package io.llmcallgateway.dialect.gemini.request;

import io.llmcallgateway.dialect.support.BodyEdits;
import io.llmcallgateway.dialect.support.PendingLosses;
import io.llmcallgateway.dialect.support.ScannedValue;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Span;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Removes repeated function responses by byte ranges. Gemini CLI 0.61 sends them in a resumed
/// session, and Google refuses a turn with more function responses than calls.
final class RepeatedResultRemover {
  private static final List<String> CALL = List.of("functionCall", "function_call");
  private static final List<String> RESPONSE = List.of("functionResponse", "function_response");
  private static final int FUNCTIONS = 4; // contents, content, parts, part

  private final byte[] bytes;
  private final BodyEdits edits = new BodyEdits();
  private final PendingLosses losses = new PendingLosses();
  private final Set<ScannedValue> gone = new HashSet<>();
  private final List<ScannedValue> responses = new ArrayList<>();
  private int calls;

  private RepeatedResultRemover(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Returns the request without them, or null if byte ranges are not enough.
  static @Nullable Body remove(Body body, Losses losses) {
    if (!mayBeIn(body)) return body;
    var bytes = body.toByteArray();
    var request = ScannedValue.request(bytes, name -> name.equals("contents") ? FUNCTIONS : 0);
    var contents = request.get("contents");
    if (contents == null || !contents.isArray()) return body;
    var surplus = new RepeatedResultRemover(bytes);
    if (!surplus.removeFrom(contents.items())) return null;
    surplus.losses.tell(losses);
    return surplus.edits.isEmpty() ? body : surplus.edits.apply(body);
  }

  /// True if the request has more responses than calls, so that most requests are not scanned.
  private static boolean mayBeIn(Body body) {
    int responses = count(body, RESPONSE);
    return responses > 1 && responses > count(body, CALL);
  }

  private static int count(Body body, List<String> names) {
    int count = 0;
    for (var name : names) count += body.count("\"" + name + "\"");
    return count;
  }

  private boolean removeFrom(List<ScannedValue> contents) {
    boolean model = false;
    for (var content : contents) {
      boolean before = model;
      model = content.text("role").equals("model");
      if (model && !before && !endTurn()) return false;
      for (var part : parts(content)) {
        if (model && member(part, CALL) != null) calls++;
        else if (!model && member(part, RESPONSE) != null) responses.add(part);
      }
    }
    if (!endTurn()) return false;
    for (int i = 0; i < contents.size(); i++) cut(contents.get(i), i);
    edits.remove(spans(contents), i -> isGone(contents.get(i)));
    return true;
  }

  private static List<ScannedValue> parts(ScannedValue content) {
    var parts = content.get("parts");
    if (parts == null) return List.of();
    return parts.isArray() ? parts.items() : List.of(parts);
  }

  private static @Nullable ScannedValue member(ScannedValue part, List<String> names) {
    for (var name : names) if (part.get(name) != null) return part.get(name);
    return null;
  }

  /// Ends a turn; true if it has no more responses than calls. Responses before the first call
  /// belong to calls outside the request, such as those of cached contents.
  private boolean endTurn() {
    int surplus = calls == 0 ? 0 : responses.size() - calls;
    if (surplus > 0) surplus -= leaveOut(surplus);
    calls = 0;
    responses.clear();
    return surplus <= 0;
  }

  /// Marks the latest of equal responses for removal and returns how many it marked, at most
  /// `most`.
  private int leaveOut(int most) {
    var trees = responses.stream().map(this::tree).toList();
    var times = new HashMap<JsonNode, Integer>();
    for (var tree : trees) times.merge(tree, 1, Integer::sum);
    int left = 0;
    for (int i = trees.size() - 1; i >= 0 && left < most; i--) {
      if (times.merge(trees.get(i), -1, Integer::sum) == 0) continue;
      gone.add(responses.get(i));
      left++;
    }
    return left;
  }

  private JsonNode tree(ScannedValue part) {
    return Json.EXACT.readTree(bytes, part.span().start(), part.span().length());
  }

  private void cut(ScannedValue content, int index) {
    var parts = parts(content);
    for (var part : parts) {
      if (gone.contains(part)) losses.add("contents[" + index + "].functionResponse", "repeated");
    }
    if (!isGone(content)) edits.remove(spans(parts), i -> gone.contains(parts.get(i)));
  }

  private boolean isGone(ScannedValue content) {
    var parts = parts(content);
    return !parts.isEmpty() && gone.containsAll(parts);
  }

  private static List<Span> spans(List<ScannedValue> all) {
    return all.stream().map(ScannedValue::span).toList();
  }
}
