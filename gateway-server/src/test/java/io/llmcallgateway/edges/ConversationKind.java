package io.llmcallgateway.edges;

import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.Effort;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Message;
import io.llmcallgateway.model.chat.Message.Role;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.Sampling;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.ToolChoice;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// A kind of conversation that every pair of dialects must carry, as a canonical request and
/// answer.
enum ConversationKind {
  PLAIN,
  SAMPLING,
  TOOLS,
  PARALLEL_TOOLS,
  TOOL_RESULTS,
  VISION,
  PDF,
  JSON_SCHEMA,
  REASONING,
  REFUSAL,
  LENGTH,
  NO_ARGUMENTS;

  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  private static final Usage USAGE = Usage.ofSums(120, 45, 20, 0, 0, 0, 0);
  private static final Usage REASONED = Usage.ofSums(120, 45, 0, 0, 0, 30, 0);

  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  ChatRequest request(boolean stream) {
    var request = ChatRequest.of("some-model");
    request.stream = stream;
    request.maxTokens = 2_000L;
    request.messages.add(Message.of(Role.SYSTEM, "你是气象助手。"));
    switch (this) {
      case PLAIN, REFUSAL, LENGTH -> ask(request, "杭州今天天气怎么样？\n\"Please\" answer.");
      case SAMPLING -> {
        ask(request, "Roll a die 🎲");
        request.sampling = new Sampling(0.5, 0.9, null, null, null, null, null, null, null);
        request.stop.add("END");
      }
      case TOOLS, NO_ARGUMENTS -> {
        ask(request, "杭州天气？");
        request.tools.add(weather());
        request.tools.add(clock());
        request.toolChoice = new ToolChoice.Required();
      }
      case PARALLEL_TOOLS -> {
        ask(request, "杭州和苏州的天气？");
        request.tools.add(weather());
        request.toolChoice = new ToolChoice.Auto();
      }
      case TOOL_RESULTS -> {
        ask(request, "杭州和苏州的天气？");
        request.tools.add(weather());
        request.messages.add(
            Message.of(
                Role.ASSISTANT,
                List.of(
                    Part.Text.of("我来查。"),
                    Part.ToolCall.of("call_a1", "get_weather", "{\"city\":\"杭州\"}"),
                    Part.ToolCall.of("call_b2", "get_weather", "{\"city\":\"苏州\"}"))));
        request.messages.add(
            Message.of(
                Role.TOOL,
                List.of(result("call_a1", "晴 21°C", false), result("call_b2", "timeout", true))));
        ask(request, "So?");
      }
      case VISION ->
          request.messages.add(
              Message.of(
                  Role.USER,
                  List.of(
                      Part.Text.of("图里是什么？"),
                      Part.Media.of(Part.Kind.IMAGE, new Part.Source.Base64(PIXEL), "image/png"))));
      case PDF ->
          request.messages.add(
              Message.of(
                  Role.USER,
                  List.of(
                      Part.Text.of("总结一下"),
                      new Part.Media(
                          Part.Kind.DOCUMENT,
                          new Part.Source.Base64("JVBERi0xLjQKJeLjz9MK"),
                          "application/pdf",
                          "report.pdf",
                          null,
                          null,
                          Extras.NONE))));
      case JSON_SCHEMA -> {
        ask(request, "杭州天气，用 JSON");
        request.format = new OutputFormat.JsonSchema("weather", null, weatherSchema(), true);
      }
      case REASONING -> {
        ask(request, "9.11 和 9.9 哪个大？");
        request.maxTokens = 30_000L;
        request.reasoning = ReasoningOptions.of(Effort.MEDIUM);
      }
    }
    return request.build();
  }

  private static void ask(ChatRequest.Builder request, String text) {
    request.messages.add(Message.of(Role.USER, text));
  }

  private static Part.ToolResult result(String id, String text, boolean error) {
    return new Part.ToolResult(
        id, "get_weather", List.of(Part.Text.of(text)), error, null, Extras.NONE);
  }

  private static Tool.Function weather() {
    return new Tool.Function("get_weather", "某地的天气", weatherSchema(), null, null, Extras.NONE);
  }

  private static Tool.Function clock() {
    var schema = Json.MAPPER.readTree("{\"type\":\"object\",\"properties\":{}}");
    return new Tool.Function("now", "The time", schema, null, null, Extras.NONE);
  }

  private static JsonNode weatherSchema() {
    return Json.MAPPER.readTree(
        """
        {"type":"object","properties":{"city":{"type":"string","description":"城市"}},
         "required":["city"],"additionalProperties":false}\
        """);
  }

  /// Returns a model's answer to this conversation.
  ///
  /// @param dialect whose model; only some sign their reasoning
  ChatAnswer answer(EdgeDialect dialect) {
    return new ChatAnswer(
        "answer-1",
        "some-model-2026",
        0,
        List.of(new ChatAnswer.Choice(0, parts(dialect), Finish.of(finish()), null, Extras.NONE)),
        this == REASONING ? REASONED : USAGE,
        null,
        Extras.NONE);
  }

  private FinishReason finish() {
    return switch (this) {
      case TOOLS, PARALLEL_TOOLS, NO_ARGUMENTS -> FinishReason.TOOL_CALLS;
      case LENGTH -> FinishReason.LENGTH;
      case REFUSAL -> FinishReason.REFUSAL;
      case PLAIN, SAMPLING, TOOL_RESULTS, VISION, PDF, JSON_SCHEMA, REASONING -> FinishReason.STOP;
    };
  }

  private List<Part> parts(EdgeDialect dialect) {
    return switch (this) {
      case PLAIN, SAMPLING, VISION, PDF, TOOL_RESULTS ->
          List.of(Part.Text.of("杭州晴，21°C。\n\tEnjoy! 😀"));
      case TOOLS ->
          List.of(
              Part.Text.of("我查一下。"),
              Part.ToolCall.of("call_a1", "get_weather", "{\"city\":\"杭州\"}"));
      case PARALLEL_TOOLS ->
          List.of(
              Part.ToolCall.of("call_a1", "get_weather", "{\"city\":\"杭州\"}"),
              Part.ToolCall.of("call_b2", "get_weather", "{\"city\":\"苏州\"}"));
      case NO_ARGUMENTS -> List.of(Part.ToolCall.of("call_a1", "now", "{}"));
      case JSON_SCHEMA -> List.of(Part.Text.of("{\"city\":\"杭州\"}"));
      case REASONING -> {
        var family = dialect.family;
        boolean encrypted = dialect == EdgeDialect.RESPONSES;
        var signature =
            family == null ? null : new Signature(family, encrypted, "c2lnbmVkIQ==", null);
        yield List.of(new Part.Reasoning("比较小数部分。", signature), Part.Text.of("9.9 更大。"));
      }
      case REFUSAL -> List.of(new Part.Refusal("我不能帮这个忙。"));
      case LENGTH -> List.of(Part.Text.of("很久很久以前"));
    };
  }

  /// Returns the same answer as a stream, with its texts and arguments in pieces.
  List<ChatEvent> events(EdgeDialect dialect) {
    var answer = answer(dialect);
    var events = new ArrayList<ChatEvent>();
    events.add(new ChatEvent.Started(answer.id(), answer.model(), 0, Extras.NONE));
    int call = 0;
    for (var part : answer.choices().getFirst().parts()) {
      switch (part) {
        case Part.Text text ->
            pieces(text.text()).forEach(piece -> events.add(new ChatEvent.Text(0, piece)));
        case Part.Refusal text ->
            pieces(text.text()).forEach(piece -> events.add(new ChatEvent.Refusal(0, piece)));
        case Part.Reasoning reasoning -> {
          pieces(reasoning.text()).forEach(piece -> events.add(new ChatEvent.Reasoning(0, piece)));
          var signature = reasoning.signature();
          if (signature != null) events.add(new ChatEvent.Signed(0, signature));
        }
        case Part.ToolCall one -> {
          events.add(new ChatEvent.CallStarted(0, call, one.id(), one.name(), null));
          if (this != NO_ARGUMENTS) {
            int index = call;
            pieces(one.arguments())
                .forEach(piece -> events.add(new ChatEvent.CallArguments(0, index, piece)));
          }
          events.add(new ChatEvent.CallEnded(0, call));
          call++;
        }
        case Part.Media _, Part.ToolResult _, Part.Foreign _ -> {}
      }
    }
    events.add(new ChatEvent.Finished(0, Finish.of(finish())));
    events.add(new ChatEvent.Used(this == REASONING ? REASONED : USAGE));
    return events;
  }

  /// Whole characters, three at a time.
  private static List<String> pieces(String text) {
    var pieces = new ArrayList<String>();
    int at = 0;
    while (at < text.length()) {
      int end = text.offsetByCodePoints(at, Math.min(3, text.codePointCount(at, text.length())));
      pieces.add(text.substring(at, end));
      at = end;
    }
    return pieces;
  }
}
