package io.llmcallgateway.dialect.gemini.answer;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.gemini.content.GeminiPart;
import io.llmcallgateway.dialect.gemini.content.ProtoJson;
import io.llmcallgateway.dialect.gemini.content.ThoughtSignatures;
import io.llmcallgateway.dialect.support.GeminiFinishWords;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Citation;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/// Writes an answer of `generateContent` that is not streamed.
public final class AnswerWriter {
  private AnswerWriter() {}

  public static ObjectNode write(ChatAnswer answer, AnswerContext context) {
    var root = Json.MAPPER.createObjectNode();
    var extras = answer.extras().in(GeminiPart.DIALECT);
    boolean shown = shows(context.request());
    // The answer to a blocked prompt has no candidates.
    if (!extras.containsKey("promptFeedback") || !isEmpty(answer)) {
      var candidates = root.putArray("candidates");
      for (var choice : answer.choices()) candidates.add(candidate(choice, shown));
    }
    extras.forEach(root::set);
    if (answer.usage() != null) root.set("usageMetadata", UsageCodec.write(answer.usage()));
    root.put("modelVersion", answer.model().isEmpty() ? context.model() : answer.model());
    root.put("responseId", answer.id().isEmpty() ? context.id().text() : answer.id());
    return root;
  }

  /// True if the client wants to see thoughts. Google shows them only on request.
  public static boolean shows(ChatRequest request) {
    var reasoning = request.reasoning();
    return reasoning != null && Boolean.TRUE.equals(reasoning.shown());
  }

  private static boolean isEmpty(ChatAnswer answer) {
    for (var choice : answer.choices()) if (!choice.parts().isEmpty()) return false;
    return true;
  }

  private static ObjectNode candidate(ChatAnswer.Choice choice, boolean shown) {
    var candidate = Json.MAPPER.createObjectNode();
    var content = candidate.putObject("content");
    var parts = parts(choice.parts(), shown);
    if (!parts.isEmpty()) {
      content.set("parts", parts);
      content.put("role", "model");
    }
    if (choice.finish() != null) ending(choice.finish(), candidate);
    candidate.put("index", choice.index());
    if (choice.logprobs() != null) {
      candidate.set("logprobsResult", LogprobsCodec.write(choice.logprobs()));
    }
    var extras = choice.extras().in(GeminiPart.DIALECT);
    extras.forEach(candidate::set);
    if (extras.isEmpty()) {
      var citations = new ArrayList<Citation>();
      for (var part : choice.parts()) {
        if (part instanceof Part.Text text) citations.addAll(text.citations());
      }
      var grounding = GroundingCodec.write(citations, choice.text());
      if (grounding != null) candidate.set("groundingMetadata", grounding);
    }
    return candidate;
  }

  /// Writes `finishReason` and `finishMessage`.
  public static void ending(Finish finish, ObjectNode candidate) {
    candidate.put("finishReason", word(finish));
    if (finish.explanation() != null) candidate.put("finishMessage", finish.explanation());
  }

  /// Returns Google's own finish reason if the answer came with one, else the canonical one.
  private static String word(Finish finish) {
    var word = finish.word();
    boolean own =
        word != null
            && finish.reason() != FinishReason.OTHER
            && GeminiFinishWords.reason(word) == finish.reason();
    return own && word != null ? word : GeminiFinishWords.word(finish.reason());
  }

  private static ArrayNode parts(List<Part> all, boolean shown) {
    var parts = Json.MAPPER.createArrayNode();
    var carried = new ArrayList<Part.Reasoning>();
    boolean follows = false;
    for (var part : all) {
      switch (part) {
        case Part.Text text -> {
          if (!text.text().isEmpty()) parts.addObject().put("text", text.text());
        }
        case Part.Refusal refusal -> parts.addObject().put("text", refusal.text());
        case Part.Reasoning reasoning -> writeReasoning(reasoning, shown, parts, carried);
        case Part.ToolCall call -> {
          parts.add(call(call, carried, follows));
          follows |= !carried.isEmpty();
          carried.clear();
        }
        case Part.Media media -> writeMedia(media, parts);
        case Part.Foreign foreign -> {
          if (foreign.dialect().equals(GeminiPart.DIALECT)) parts.add(foreign.node().deepCopy());
        }
        case Part.ToolResult _ -> {}
      }
    }
    return parts;
  }

  private static void writeReasoning(
      Part.Reasoning reasoning, boolean shown, ArrayNode parts, List<Part.Reasoning> carried) {
    var signature = reasoning.signature();
    boolean own = signature != null && signature.family().equals(Signature.GEMINI);
    if (signature != null && own && reasoning.text().isEmpty()) {
      boolean signs =
          !parts.isEmpty()
              && !parts.get(parts.size() - 1).has("thoughtSignature")
              && !parts.get(parts.size() - 1).has("thought");
      var signed =
          signs && parts.get(parts.size() - 1) instanceof ObjectNode before
              ? before
              : parts.addObject().put("text", "");
      signed.put("thoughtSignature", signature.data());
      return;
    }
    if (!own && !(signature == null && reasoning.text().isEmpty())) carried.add(reasoning);
    if (!shown) return;
    var thought = parts.addObject().put("text", reasoning.text()).put("thought", true);
    if (signature != null) thought.put("thoughtSignature", ThoughtSignatures.field(signature));
  }

  /// Returns a part with a call.
  ///
  /// @param carried the reasoning that the client must send back with the call
  /// @param follows true if an earlier call of the turn carries reasoning
  public static ObjectNode call(Part.ToolCall call, List<Part.Reasoning> carried, boolean follows) {
    var part = Json.MAPPER.createObjectNode();
    var function = part.putObject("functionCall");
    function.put("id", call.id());
    function.put("name", call.name());
    var arguments = call.arguments();
    if (ProtoJson.isObject(arguments)) {
      function.putRawValue("args", new RawValue(arguments.strip()));
    } else {
      var args = function.putObject("args");
      if (!arguments.isBlank() && !arguments.equals("null")) args.put("arguments", arguments);
    }
    var signature = ThoughtSignatures.field(call.id(), carried, call.signature(), follows);
    if (signature != null) part.put("thoughtSignature", signature);
    return part;
  }

  /// Adds media that the model made.
  public static void writeMedia(Part.Media media, ArrayNode parts) {
    var type = media.mediaType();
    switch (media.source()) {
      case Part.Source.Base64 bytes ->
          parts
              .addObject()
              .putObject("inlineData")
              .put("mimeType", type == null ? "application/octet-stream" : type)
              .put("data", bytes.data());
      case Part.Source.Url url -> {
        var file = parts.addObject().putObject("fileData");
        if (type != null) file.put("mimeType", type);
        file.put("fileUri", url.url());
      }
      case Part.Source.Plain plain -> parts.addObject().put("text", plain.text());
      case Part.Source.FileId file ->
          parts.addObject().putObject("fileData").put("fileUri", file.id());
    }
  }
}
