package io.llmcallgateway.dialect.gemini.request;

import io.llmcallgateway.dialect.gemini.content.ProtoJson;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.ReasoningOptions.Mode;
import io.llmcallgateway.model.chat.Sampling;
import io.llmcallgateway.wire.Json;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads `generationConfig`.
final class GenerationConfigReader {
  private static final int MOST_CHOICES = 128;

  private GenerationConfigReader() {}

  static void read(ObjectNode config, ChatRequest.Builder request) {
    var logprobs = ProtoJson.whole(config, "logprobs");
    request.sampling =
        new Sampling(
            ProtoJson.decimal(config, "temperature"),
            ProtoJson.decimal(config, "topP"),
            ProtoJson.whole(config, "topK"),
            ProtoJson.decimal(config, "frequencyPenalty"),
            ProtoJson.decimal(config, "presencePenalty"),
            ProtoJson.whole(config, "seed"),
            ProtoJson.flag(config, "responseLogprobs"),
            logprobs == null ? null : (Integer) Math.clamp(logprobs, 0, 20),
            null);
    request.maxTokens = ProtoJson.whole(config, "maxOutputTokens");
    var choices = ProtoJson.whole(config, "candidateCount");
    if (choices != null) request.choices = Math.clamp(choices, 1, MOST_CHOICES);
    for (var stop : ProtoJson.list(config, "stopSequences")) request.stop.add(stop.asString(""));
    var thinking = ProtoJson.object(config, "thinkingConfig");
    if (thinking != null) request.reasoning = reasoning(thinking);
    boolean formatKept = readFormat(config, request);
    var rest = Json.MAPPER.createObjectNode();
    for (var member : config.properties()) {
      var name = ProtoJson.camel(member.getKey());
      switch (name) {
        case "temperature",
            "topP",
            "topK",
            "frequencyPenalty",
            "presencePenalty",
            "seed",
            "responseLogprobs",
            "logprobs",
            "maxOutputTokens",
            "candidateCount",
            "stopSequences",
            "thinkingConfig" -> {}
        case "responseMimeType", "responseSchema", "responseJsonSchema" -> {
          if (!formatKept) rest.set(name, member.getValue());
        }
        default -> rest.set(name, member.getValue());
      }
    }
    if (!rest.isEmpty()) request.extras.put("generationConfig", rest);
  }

  /// Reads the response format; false if it is one that only Google has.
  private static boolean readFormat(JsonNode config, ChatRequest.Builder request) {
    var type = ProtoJson.get(config, "responseMimeType").asString("");
    var schema = ToolsReader.schema(config, "responseJsonSchema", "responseSchema");
    if (type.isEmpty() || type.equals("text/plain")) return schema == null;
    if (!type.equals("application/json")) return false; // such as text/x.enum
    request.format =
        schema == null
            ? new OutputFormat.JsonObject()
            : new OutputFormat.JsonSchema("answer", null, schema, null);
    return true;
  }

  private static ReasoningOptions reasoning(JsonNode thinking) {
    // Google shows thoughts only on request.
    boolean shown = Boolean.TRUE.equals(ProtoJson.flag(thinking, "includeThoughts"));
    var budget = ProtoJson.whole(thinking, "thinkingBudget");
    if (budget != null && budget >= 0) {
      return budget == 0
          ? new ReasoningOptions(Mode.OFF, Effort.NONE, null, shown)
          : new ReasoningOptions(Mode.ON, null, budget, shown);
    }
    var level = ProtoJson.get(thinking, "thinkingLevel").asString("").toLowerCase(Locale.ROOT);
    var effort = Effort.of(level);
    return effort == null
        ? new ReasoningOptions(Mode.ADAPTIVE, null, null, shown)
        : new ReasoningOptions(Mode.ON, effort, null, shown);
  }
}
