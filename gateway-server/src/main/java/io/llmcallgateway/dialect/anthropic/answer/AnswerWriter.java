package io.llmcallgateway.dialect.anthropic.answer;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.anthropic.content.ContentBlocks;
import io.llmcallgateway.dialect.anthropic.content.ThinkingBlocks;
import io.llmcallgateway.dialect.support.ServedTier;
import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.dialect.support.TurnOrder;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.ReasoningOptions.Mode;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes an answer that is not streamed as a message.
public final class AnswerWriter {
  private AnswerWriter() {}

  public static ObjectNode write(ChatAnswer answer, AnswerContext context) {
    var root = Json.MAPPER.createObjectNode();
    root.put("id", id(answer.id(), context));
    root.put("type", "message");
    root.put("role", "assistant");
    root.put("model", context.facts().model()); // as in untouched answers: see ModelNameRestorer
    var content = root.putArray("content");
    Finish finish = null;
    if (!answer.choices().isEmpty()) {
      var choice = answer.choices().getFirst();
      var parts = TurnOrder.endingWithText(choice.parts(), Signature.ANTHROPIC);
      write(parts, content, context.request());
      finish = choice.finish();
    }
    ending(finish, root);
    var usage = UsageCodec.write(answer.usage());
    var tier = ServedTier.of(answer);
    if (tier != null) usage.put("service_tier", tier.anthropic());
    root.set("usage", usage);
    ContentBlocks.put(answer.extras(), root);
    return root;
  }

  /// Returns the vendor's id if it is a message id, else one made of the call's id.
  public static String id(String vendors, AnswerContext context) {
    return vendors.startsWith("msg_") ? vendors : "msg_" + context.id().text().replace("-", "");
  }

  /// Writes `stop_reason`, `stop_sequence` and, after a refusal, `stop_details`.
  public static void ending(@Nullable Finish finish, ObjectNode node) {
    node.put("stop_reason", word(finish));
    node.put("stop_sequence", finish == null ? null : finish.stopSequence());
    if (finish == null || (finish.refusal() == null && finish.category() == null)) return;
    node.putObject("stop_details")
        .put("type", "refusal")
        .put("category", finish.category())
        .put("explanation", finish.refusal());
  }

  private static @Nullable String word(@Nullable Finish finish) {
    if (finish == null) return null;
    var word = finish.word();
    boolean own =
        word != null
            && finish.reason() != FinishReason.OTHER
            && FinishWords.reason(word) == finish.reason();
    return own ? word : FinishWords.word(finish.reason());
  }

  /// True if the client wants to see the text of thinking.
  public static boolean shows(ChatRequest request) {
    var reasoning = request.reasoning();
    return reasoning == null || !Boolean.FALSE.equals(reasoning.shown());
  }

  /// True if the client accepts thinking blocks at all.
  public static boolean takes(ChatRequest request) {
    var reasoning = request.reasoning();
    return reasoning == null || reasoning.mode() != Mode.OFF;
  }

  private static void write(List<Part> parts, ArrayNode content, ChatRequest request) {
    for (var part : parts) {
      switch (part) {
        case Part.Text text -> {
          if (text.text().isEmpty()) continue;
          var block = ContentBlocks.text(text.text());
          ContentBlocks.citations(text.citations(), block);
          content.add(block);
        }
        case Part.Refusal words -> content.add(ContentBlocks.text(words.text()));
        case Part.Reasoning reasoning -> {
          if (takes(request)) content.add(ThinkingBlocks.write(reasoning, shows(request)));
        }
        case Part.ToolCall call -> content.add(call(call));
        case Part.Foreign foreign -> {
          if (foreign.dialect().equals(ContentBlocks.DIALECT)) content.add(foreign.node());
        }
        case Part.Media _, Part.ToolResult _ -> {} // not in Anthropic's answers
      }
    }
  }

  /// Writes a call. Its signature is put into its id, since the block has no member for it.
  private static ObjectNode call(Part.ToolCall call) {
    var block = ContentBlocks.of("tool_use");
    block.put(
        "id",
        SignatureEnvelope.intoId(SignatureEnvelope.wordId(call.id()), List.of(), call.signature()));
    block.put("name", call.name());
    var input = ContentBlocks.input(call.arguments());
    // The client sees arguments that are not an object, so that it can tell the model.
    if (input == null) {
      input = Json.MAPPER.createObjectNode().put("invalid_arguments", call.arguments());
    }
    block.set("input", input);
    return block;
  }
}
