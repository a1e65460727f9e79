package io.llmcallgateway.dialect.bedrock.request;

import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.ReasoningOptions.Mode;
import io.llmcallgateway.wire.JsonNodes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Reads `additionalModelRequestFields`, each model's own: reasoning in its several spellings,
/// `top_k` and Claude's schema of the answer are understood, the rest is kept for targets of this
/// dialect.
final class ModelFieldsReader {
  static final String MEMBER = "additionalModelRequestFields";

  private ModelFieldsReader() {}

  static void read(ObjectNode fields, ChatRequest.Builder request) {
    var rest = fields.deepCopy();
    var topK = JsonNodes.whole(rest, "top_k");
    if (topK == null) topK = JsonNodes.whole(rest.path("inferenceConfig"), "topK"); // Nova
    if (topK != null) {
      request.sampling = SamplingBuilder.withTopK(request.sampling, topK);
      rest.remove("top_k");
      rest.remove("inferenceConfig");
    }
    var reasoning = reasoning(rest);
    if (reasoning != null) request.reasoning = reasoning;
    readFormat(rest, request);
    if (!rest.isEmpty()) request.extras.put(MEMBER, rest);
  }

  /// Vercel's AI SDK asks Claude so.
  private static void readFormat(ObjectNode fields, ChatRequest.Builder request) {
    var format = JsonNodes.object(fields.path("output_config"), "format");
    if (format == null || !"json_schema".equals(JsonNodes.text(format, "type"))) return;
    var schema = JsonNodes.object(format, "schema");
    if (schema == null) return;
    request.format = new OutputFormat.JsonSchema("answer", null, schema, null);
    forget(fields, "output_config", "format");
  }

  private static @Nullable ReasoningOptions reasoning(ObjectNode fields) {
    var claude = JsonNodes.object(fields, "thinking");
    if (claude == null) claude = JsonNodes.object(fields, "reasoning_config"); // its older name
    var effort = Effort.of(JsonNodes.text(fields.path("output_config"), "effort"));
    if (claude != null) {
      fields.remove("thinking");
      fields.remove("reasoning_config");
      forget(fields, "output_config", "effort");
      return claude(claude, effort);
    }
    if (effort != null) {
      forget(fields, "output_config", "effort");
      return new ReasoningOptions(Mode.UNSAID, effort, null, null);
    }
    var nova = JsonNodes.object(fields, "reasoningConfig");
    if (nova != null) {
      fields.remove("reasoningConfig");
      if ("disabled".equals(JsonNodes.text(nova, "type"))) return ReasoningOptions.off();
      return new ReasoningOptions(
          Mode.ON, Effort.of(JsonNodes.text(nova, "maxReasoningEffort")), null, null);
    }
    effort = Effort.of(JsonNodes.text(fields, "reasoning_effort"));
    if (effort == null) return null;
    fields.remove("reasoning_effort");
    return ReasoningOptions.of(effort);
  }

  private static @Nullable ReasoningOptions claude(ObjectNode thinking, @Nullable Effort effort) {
    var display = JsonNodes.text(thinking, "display");
    Boolean shown = display == null ? null : (Boolean) !display.equals("omitted");
    return switch (JsonNodes.text(thinking, "type", "")) {
      case "disabled" -> ReasoningOptions.off();
      case "adaptive" -> new ReasoningOptions(Mode.ADAPTIVE, effort, null, shown);
      case "enabled" ->
          new ReasoningOptions(Mode.ON, effort, JsonNodes.whole(thinking, "budget_tokens"), shown);
      default -> null;
    };
  }

  private static void forget(ObjectNode fields, String object, String member) {
    var inner = JsonNodes.object(fields, object);
    if (inner == null) return;
    inner.remove(member);
    if (inner.isEmpty()) fields.remove(object);
  }
}
