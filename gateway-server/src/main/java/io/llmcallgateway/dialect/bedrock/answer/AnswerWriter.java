package io.llmcallgateway.dialect.bedrock.answer;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.bedrock.content.BlockWriter;
import io.llmcallgateway.dialect.bedrock.content.MediaFormats;
import io.llmcallgateway.dialect.bedrock.content.SignatureCodec;
import io.llmcallgateway.dialect.support.ServedTier;
import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.dialect.support.TurnOrder;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.Json;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a whole answer for a client. It has one choice: the first.
public final class AnswerWriter {
  private AnswerWriter() {}

  public static Body write(ChatAnswer answer, AnswerContext asked) {
    var root = Json.MAPPER.createObjectNode();
    var message = root.putObject("output").putObject("message").put("role", "assistant");
    var content = message.putArray("content");
    var choice = answer.choices().isEmpty() ? null : answer.choices().getFirst();
    boolean called = false;
    if (choice != null) {
      for (var part : TurnOrder.endingWithText(choice.parts(), Signature.ANTHROPIC)) {
        called |= part instanceof Part.ToolCall;
        write(part, content);
      }
    }
    root.put("stopReason", FinishCodec.word(choice == null ? null : choice.finish(), called));
    UsageCodec.write(root.putObject("usage"), answer.usage());
    root.putObject("metrics").put("latencyMs", latency(asked));
    var tier = ServedTier.of(answer);
    if (tier != null) root.putObject("serviceTier").put("type", tier.bedrock());
    for (var extra : answer.extras().in(DialectId.BEDROCK.text()).entrySet()) {
      if (!root.has(extra.getKey())) root.set(extra.getKey(), extra.getValue());
    }
    return Body.of(Json.MAPPER.writeValueAsBytes(root));
  }

  /// Milliseconds since the client's request came in.
  public static long latency(AnswerContext asked) {
    return Math.max(0, (System.nanoTime() - asked.inbound().acceptedAt()) / 1_000_000);
  }

  private static void write(Part part, ArrayNode content) {
    switch (part) {
      case Part.Text text -> {
        if (text.citations().isEmpty()) content.addObject().put("text", text.text());
        else BlockWriter.cited(text, content.addObject());
      }
      case Part.Refusal refusal -> content.addObject().put("text", refusal.text());
      case Part.Reasoning reasoning -> reasoning(reasoning, content.addObject());
      case Part.ToolCall call -> {
        var use = content.addObject().putObject("toolUse");
        use.put(
            "toolUseId",
            SignatureEnvelope.intoId(
                SignatureEnvelope.wordId(call.id()), List.of(), call.signature()));
        use.put("name", call.name());
        use.set("input", input(call.arguments()));
      }
      case Part.Foreign foreign -> {
        if (foreign.dialect().equals(DialectId.BEDROCK.text())) content.add(foreign.node());
      }
      case Part.Media media -> media(media, content);
      case Part.ToolResult _ -> {} // stands in requests only
    }
  }

  private static void reasoning(Part.Reasoning reasoning, ObjectNode block) {
    var content = block.putObject("reasoningContent");
    var signature = reasoning.signature();
    if (signature != null && signature.encrypted() && reasoning.text().isEmpty()) {
      content.put("redactedContent", SignatureCodec.toBlob(SignatureCodec.forClient(signature)));
      return;
    }
    var text = content.putObject("reasoningText").put("text", reasoning.text());
    text.put(
        "signature",
        signature == null ? SignatureEnvelope.UNSIGNED : SignatureCodec.forClient(signature));
  }

  private static JsonNode input(String arguments) {
    try {
      var input = Json.EXACT.readTree(arguments);
      if (input.isObject()) return input;
    } catch (JacksonException _) {
      // a model's slip: the client gets no arguments rather than no answer
    }
    return Json.MAPPER.createObjectNode();
  }

  /// Some models draw.
  private static void media(Part.Media media, ArrayNode content) {
    var format = MediaFormats.format(media);
    if (format == null || !(media.source() instanceof Part.Source.Base64(var bytes))) return;
    var block =
        content.addObject().putObject(MediaFormats.member(media.kind())).put("format", format);
    block.putObject("source").put("bytes", bytes);
  }
}
