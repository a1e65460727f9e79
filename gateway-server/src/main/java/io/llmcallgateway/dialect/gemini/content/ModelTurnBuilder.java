package io.llmcallgateway.dialect.gemini.content;

import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Builds the parts of a model's turn from those of the wire. Successive texts are one part, and so
/// are successive thoughts, since clients keep the chunks of a stream as they came.
public final class ModelTurnBuilder {
  private final List<Part> parts = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder thought = new StringBuilder();

  /// Adds a part.
  ///
  /// @param ids returns the id of a call for the one on the wire, which is empty if there is none
  public void add(GeminiPart part, UnaryOperator<String> ids) {
    if (part.call() != null) {
      addCall(part.call(), part.signature(), ids);
      return;
    }
    var media = part.media();
    if (media != null || part.foreign()) {
      close();
      parts.add(
          media == null || part.foreign()
              ? new Part.Foreign(GeminiPart.DIALECT, part.node())
              : media);
      if (media != null && !part.foreign() && part.signature() != null) sign(part.signature());
      return;
    }
    var words = part.text() == null ? "" : part.text();
    if (part.thought()) {
      closeText();
      thought.append(words);
    } else {
      if (!words.isEmpty() || part.signature() != null) closeThought();
      text.append(words);
    }
    if (part.signature() != null) sign(part.signature());
  }

  private void addCall(JsonNode call, @Nullable String field, UnaryOperator<String> ids) {
    close();
    Signature signature = null;
    var id = ProtoJson.get(call, "id").asString("");
    if (field != null) {
      var opened = ThoughtSignatures.open(field);
      if (id.isEmpty()) id = opened.id();
      if (!opened.reasoning().stream().allMatch(this::has)) restore(opened.reasoning());
      signature = opened.callSignature();
    }
    parts.add(
        new Part.ToolCall(
            ids.apply(id),
            ProtoJson.get(call, "name").asString(""),
            arguments(call),
            signature,
            null,
            Extras.NONE));
  }

  /// Replaces the thoughts since the last call by those that a call carries, which are complete.
  /// Clients drop thoughts before a call, or, as Vercel's AI SDK does with one that has no text,
  /// put its signature on the thought before.
  private void restore(List<Part.Reasoning> carried) {
    int sinceCall = parts.size();
    while (sinceCall > 0 && !(parts.get(sinceCall - 1) instanceof Part.ToolCall)) sinceCall--;
    parts.subList(sinceCall, parts.size()).removeIf(ModelTurnBuilder::isCarried);
    parts.addAll(indexOfThoughts(), carried);
  }

  private static boolean isCarried(Part part) {
    return part instanceof Part.Reasoning reasoning
        && (reasoning.signature() == null
            || !reasoning.signature().family().equals(Signature.GEMINI));
  }

  /// Returns the index for the thoughts that a call carried: before the text that precedes the
  /// call, since vendors think before they write.
  private int indexOfThoughts() {
    int at = parts.size();
    while (at > 0 && parts.get(at - 1) instanceof Part.Text) at--;
    return at;
  }

  /// Returns the JSON text of a call's arguments.
  public static String arguments(JsonNode call) {
    var args = ProtoJson.get(call, "args");
    return args.isObject() ? args.toString() : "{}";
  }

  private boolean has(Part.Reasoning reasoning) {
    var signature = reasoning.signature();
    for (var part : parts) {
      if (!(part instanceof Part.Reasoning known)) continue;
      var other = known.signature();
      if (signature == null ? known.equals(reasoning) : isSame(signature, other)) return true;
    }
    return false;
  }

  private static boolean isSame(Signature signature, @Nullable Signature other) {
    return other != null && other.data().equals(signature.data());
  }

  /// Adds a signature, which signs the open thought or else the part before.
  private void sign(String field) {
    var opened = ThoughtSignatures.open(field);
    closeText();
    var words = thought.toString();
    thought.setLength(0);
    for (var reasoning : opened.reasoning()) if (!has(reasoning)) parts.add(reasoning);
    if (opened.callSignature() == null) {
      if (!words.isEmpty()) parts.add(new Part.Reasoning(words, null));
    } else {
      parts.add(new Part.Reasoning(words, opened.callSignature()));
    }
  }

  private void close() {
    closeText();
    closeThought();
  }

  private void closeText() {
    if (text.isEmpty()) return;
    parts.add(Part.Text.of(text.toString()));
    text.setLength(0);
  }

  private void closeThought() {
    if (thought.isEmpty()) return;
    parts.add(new Part.Reasoning(thought.toString(), null));
    thought.setLength(0);
  }

  public List<Part> parts() {
    close();
    return List.copyOf(parts);
  }
}
