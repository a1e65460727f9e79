package io.llmcallgateway.dialect.anthropic;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.FinishTable;
import io.llmcallgateway.dialect.ServedTier;
import io.llmcallgateway.dialect.SignatureEnvelope;
import io.llmcallgateway.dialect.TurnOrder;
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

/// Writes a plain answer as a message.
final class AnswerWriter {
  private AnswerWriter() {}

  static ObjectNode write(ChatAnswer answer, AnswerContext asked) {
    var root = Json.MAPPER.createObjectNode();
    root.put("id", id(answer.id(), asked));
    root.put("type", "message");
    root.put("role", "assistant");
    root.put("model", asked.facts().model()); // as the untouched lane does, see ModelNameRestorer
    var content = root.putArray("content");
    Finish finish = null;
    if (!answer.choices().isEmpty()) {
      var choice = answer.choices().getFirst();
      var parts = TurnOrder.endingWithText(choice.parts(), Signature.ANTHROPIC);
      write(parts, content, asked.request());
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

  /// The vendor's id where it is one of a message, else the call's own.
  static String id(String vendors, AnswerContext asked) {
    return vendors.startsWith("msg_") ? vendors : "msg_" + asked.id().text().replace("-", "");
  }

  static void ending(@Nullable Finish finish, ObjectNode node) {
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
            && FinishTable.ofAnthropic(word) == finish.reason();
    return own ? word : FinishTable.anthropic(finish.reason());
  }

  /// Whether the client wants the reasoning's words.
  static boolean shows(ChatRequest request) {
    var reasoning = request.reasoning();
    return reasoning == null || !Boolean.FALSE.equals(reasoning.shown());
  }

  /// Whether the client takes blocks of thinking at all.
  static boolean takes(ChatRequest request) {
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
          if (takes(request)) content.add(thinking(reasoning, shows(request)));
        }
        case Part.ToolCall call -> content.add(call(call));
        case Part.Foreign foreign -> {
          if (foreign.dialect().equals(AnthropicDialect.ID)) content.add(foreign.node());
        }
        case Part.Media _, Part.ToolResult _ -> {} // nothing that Anthropic's answers have
      }
    }
  }

  static ObjectNode thinking(Part.Reasoning reasoning, boolean shown) {
    var signature = reasoning.signature();
    if (signature != null && isRedacted(signature, reasoning.text().isEmpty())) {
      return redacted(signature);
    }
    return ContentBlocks.of("thinking")
        .put("thinking", shown ? reasoning.text() : "")
        .put(
            "signature",
            signature == null
                ? unsigned(shown ? "" : reasoning.text())
                : SignatureEnvelope.field(
                    signature, Signature.ANTHROPIC, shown ? "" : reasoning.text()));
  }

  /// The signature field of a thought that nobody signed, with the words that are not shown.
  static String unsigned(String hidden) {
    return hidden.isEmpty() ? SignatureEnvelope.UNSIGNED : SignatureEnvelope.words(hidden);
  }

  /// Anthropic's own encrypted thinking, or another's that has no words.
  static boolean isRedacted(Signature signature, boolean wordless) {
    return signature.encrypted() && (wordless || signature.family().equals(Signature.ANTHROPIC));
  }

  static ObjectNode redacted(Signature signature) {
    return ContentBlocks.of("redacted_thinking")
        .put("data", SignatureEnvelope.field(signature, Signature.ANTHROPIC));
  }

  /// What is signed on the call itself travels in its id: the block has no place for it.
  private static ObjectNode call(Part.ToolCall call) {
    var block = ContentBlocks.of("tool_use");
    block.put(
        "id",
        SignatureEnvelope.intoId(SignatureEnvelope.wordId(call.id()), List.of(), call.signature()));
    block.put("name", call.name());
    var input = ContentBlocks.input(call.arguments());
    // What a model wrote in vain is not hidden from the client, which can tell the model.
    if (input == null) {
      input = Json.MAPPER.createObjectNode().put("invalid_arguments", call.arguments());
    }
    block.set("input", input);
    return block;
  }
}
