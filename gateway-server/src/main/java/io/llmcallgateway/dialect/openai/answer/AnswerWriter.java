package io.llmcallgateway.dialect.openai.answer;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.openai.content.CitationCodec;
import io.llmcallgateway.dialect.openai.content.CommonMembers;
import io.llmcallgateway.dialect.openai.content.CustomTools;
import io.llmcallgateway.dialect.openai.content.ImageCodec;
import io.llmcallgateway.dialect.openai.content.ReasoningDetails;
import io.llmcallgateway.dialect.support.LogprobsFiller;
import io.llmcallgateway.dialect.support.ServedTier;
import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a whole answer as a chat completion.
public final class AnswerWriter {
  private final ChatAnswer answer;
  private final AnswerContext asked;
  private final LegacyFunctions legacy;
  private final Set<String> customs;

  private AnswerWriter(ChatAnswer answer, AnswerContext asked) {
    this.answer = answer;
    this.asked = asked;
    this.legacy = new LegacyFunctions(asked);
    this.customs = CustomTools.names(asked.request());
  }

  public static Body write(ChatAnswer answer, AnswerContext asked) {
    return new AnswerWriter(answer, asked).write();
  }

  /// Returns the vendor's id, or one made of the call's id if it is empty.
  public static String id(String vendors, AnswerContext asked) {
    return vendors.isEmpty() ? "chatcmpl-" + asked.id().text().replace("-", "") : vendors;
  }

  private Body write() {
    var root = Json.MAPPER.createObjectNode();
    root.put("id", id(answer.id(), asked));
    root.put("object", "chat.completion");
    root.put("created", answer.created() == 0 ? asked.createdAt() : answer.created());
    root.put("model", answer.model().isEmpty() ? asked.model() : answer.model());
    var choices = root.putArray("choices");
    for (var choice : answer.choices()) writeChoice(choice, choices.addObject());
    if (answer.usage() != null) root.set("usage", UsageWriter.write(answer.usage()));
    var tier = ServedTier.of(answer);
    if (tier != null) root.put("service_tier", tier.openAi());
    answer.extras().in(CommonMembers.DIALECT).forEach(root::putIfAbsent);
    return Body.of(Json.MAPPER.writeValueAsBytes(root));
  }

  private void writeChoice(ChatAnswer.Choice choice, ObjectNode node) {
    node.put("index", choice.index());
    var message = node.putObject("message").put("role", "assistant");
    var refusal = new StringBuilder();
    for (var part : choice.parts()) {
      if (part instanceof Part.Refusal words) refusal.append(words.text());
    }
    boolean wordless = choice.parts().stream().noneMatch(Part.Text.class::isInstance);
    boolean calls = choice.parts().stream().anyMatch(Part.ToolCall.class::isInstance);
    boolean refused = !refusal.isEmpty();
    var explanation = choice.finish() == null ? null : choice.finish().refusal();
    if (!refused && explanation != null) refusal.append(explanation);
    if (wordless && (calls || !refusal.isEmpty())) message.putNull("content");
    else message.put("content", choice.text());
    if (refusal.isEmpty()) message.putNull("refusal");
    else message.put("refusal", refusal.toString());
    writeParts(choice.parts(), message);
    node.set(
        "logprobs",
        choice.logprobs() == null ? node.nullNode() : LogprobsFiller.whole(choice.logprobs()));
    boolean old = calls && legacy.wanted();
    node.put("finish_reason", finish(choice.finish(), refused, old));
    choice.extras().in(CommonMembers.DIALECT).forEach(node::putIfAbsent);
  }

  /// Returns the finish reason, or null if there is none. A refusal with a text finishes as a stop.
  public static @Nullable String finish(@Nullable Finish finish, boolean refused, boolean legacy) {
    if (finish == null) return null;
    if (finish.reason() == FinishReason.REFUSAL && refused) return "stop";
    if (finish.reason() == FinishReason.TOOL_CALLS && legacy) return "function_call";
    return finish.reason().text();
  }

  private void writeParts(List<Part> parts, ObjectNode message) {
    var thoughts = new StringBuilder();
    var details = message.arrayNode();
    boolean signed = false;
    int count = 0;
    int length = 0;
    var sinceCall = new ArrayList<Part.Reasoning>();
    var calls = message.arrayNode();
    var annotations = message.arrayNode();
    var images = message.arrayNode();
    for (var part : parts) {
      switch (part) {
        case Part.Reasoning reasoning -> {
          thoughts.append(reasoning.text());
          int from = details.size();
          ReasoningDetails.write(details, reasoning, count++);
          ReasoningDetails.place(details, from, calls.size(), length);
          signed |= reasoning.signature() != null;
          sinceCall.add(reasoning);
        }
        case Part.ToolCall call -> {
          writeCall(call, sinceCall, calls);
          sinceCall.clear();
        }
        case Part.Text text -> {
          length += text.text().length();
          for (var citation : text.citations()) {
            var annotation = CitationCodec.write(citation);
            if (annotation != null) annotations.add(annotation);
          }
        }
        case Part.Foreign foreign -> {
          if (foreign.dialect().equals(CommonMembers.DIALECT)) message.setAll(foreign.node());
        }
        case Part.Media media -> {
          var image = ImageCodec.write(media, images.size());
          if (image != null) images.add(image);
        }
        case Part.Refusal _, Part.ToolResult _ -> {}
      }
    }
    if (!thoughts.isEmpty()) message.put("reasoning_content", thoughts.toString());
    if (signed) message.set("reasoning_details", details);
    if (!images.isEmpty()) message.set("images", images);
    if (!annotations.isEmpty()) message.set("annotations", annotations);
    if (calls.isEmpty()) return;
    if (legacy.wanted()) message.set("function_call", calls.get(0).path("function"));
    else message.set("tool_calls", calls);
  }

  private void writeCall(Part.ToolCall call, List<Part.Reasoning> before, ArrayNode calls) {
    var node = calls.addObject();
    node.put("id", SignatureEnvelope.intoId(call.id(), before, call.signature()))
        .put("type", "function");
    if (customs.contains(call.name())) {
      CustomTools.writeCall(call.name(), call.arguments(), node);
    } else {
      node.putObject("function").put("name", call.name()).put("arguments", call.arguments());
    }
    var signature = call.signature();
    if (signature != null && signature.family().equals(Signature.GEMINI)) {
      node.putObject("extra_content")
          .putObject("google")
          .put("thought_signature", signature.data());
    }
  }
}
