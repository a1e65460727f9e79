package io.llmcallgateway.edges;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One recorded exchange, and what it says, read without any of the gateway's own readers.
///
/// @param model as it was asked for, empty where the request was not recorded
record Recording(
    String name, String provider, String api, String model, int status, JsonNode response) {

  static List<Recording> all(Path folder) throws IOException {
    var all = new ArrayList<Recording>();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
        var document = Json.MAPPER.readTree(Files.readString(file));
        all.add(
            new Recording(
                folder.relativize(file).toString(),
                document.path("provider").asString(),
                document.path("api").asString(),
                document.at("/request/body/model").asString(""),
                document.at("/response/status").asInt(),
                document.path("response")));
      }
    }
    return all;
  }

  /// What gateway.yaml says of such a provider.
  String dialect() {
    return switch (api) {
      case "responses" -> "responses";
      case "messages", "rawPredict" -> "anthropic";
      case "generateContent" -> "gemini";
      case "converse" -> "bedrock";
      case "chat-v2" -> "cohere";
      case "native-chat" -> "ollama";
      default -> "openai";
    };
  }

  boolean isChat() {
    return !api.equals("count_tokens");
  }

  boolean isStream() {
    return response.has("sse") || response.has("ndjson") || response.has("eventstream_base64");
  }

  boolean isError() {
    return status >= 400;
  }

  /// An answer that breaks off, or tells an error in its middle.
  boolean isBroken() {
    return name.contains("midstream")
        || name.contains("truncated")
        || name.contains("stream-error")
        || name.contains("exception");
  }

  byte[] bytes() {
    if (response.has("sse")) return response.path("sse").asString().getBytes(UTF_8);
    if (response.has("ndjson")) return response.path("ndjson").asString().getBytes(UTF_8);
    if (response.has("eventstream_base64")) {
      return Base64.getDecoder().decode(response.path("eventstream_base64").asString());
    }
    var body = response.path("body");
    return (body.isString() ? body.asString() : body.toString()).getBytes(UTF_8);
  }

  String contentType() {
    if (response.has("sse")) return "text/event-stream";
    if (response.has("ndjson")) return "application/x-ndjson";
    return response.has("eventstream_base64")
        ? "application/vnd.amazon.eventstream"
        : "application/json";
  }

  /// What was said: text, calls as name and arguments, tokens in and out (-1 where not told).
  record Said(String text, List<String> calls, long in, long out) {}

  Said said() {
    var gathered = new Gathered();
    if (isStream()) events().forEach(event -> gathered.event(event, api));
    else gathered.body(response.path("body"), api);
    return gathered.said(api, provider);
  }

  /// What the vendor said of a call's tokens, as it said it: the plain answer's usage, or what a
  /// stream's events say one after another.
  List<JsonNode> usages() {
    var usages = new ArrayList<JsonNode>();
    for (var event : isStream() ? events() : List.of(response.path("body"))) {
      for (var at :
          List.of(
              "/usage", // OpenAI, Anthropic's message_delta, Bedrock, Cohere
              "/message/usage", // Anthropic's message_start
              "/response/usage", // Responses
              "/usageMetadata", // Gemini
              "/metadata/usage", // Bedrock's streams
              "/delta/usage", // Cohere's message-end
              "/data/delta/usage",
              "/choices/0/usage")) { // Moonshot
        if (event.at(at).isObject()) usages.add(event.at(at));
      }
      if (event.has("prompt_eval_count")) usages.add(event); // Ollama
    }
    return usages;
  }

  /// What the vendor says that the call cost, in nano-USD; null where it says nothing: OpenRouter's
  /// `usage.cost`, Perplexity's `usage.cost.total_cost` and DeepInfra's `usage.estimated_cost` are
  /// dollars, of xAI's `usage.cost_in_usd_ticks` ten billion are one.
  @Nullable BigDecimal figure() {
    for (var usage : usages().reversed()) {
      var ticks = usage.path("cost_in_usd_ticks");
      if (ticks.isNumber()) return ticks.decimalValue().movePointLeft(1);
      for (var at : List.of("/cost", "/cost/total_cost", "/estimated_cost")) {
        if (usage.at(at).isNumber()) return usage.at(at).decimalValue().movePointRight(9);
      }
    }
    return null;
  }

  /// Why the model refused, in the vendor's words; empty where it says nothing.
  String explanation() {
    for (var event : isStream() ? events() : List.of(response.path("body"))) {
      for (var at : List.of("/stop_details", "/delta/stop_details")) {
        var told = event.at(at).path("explanation");
        if (told.isString()) return told.asString();
      }
    }
    return "";
  }

  private List<JsonNode> events() {
    var events = new ArrayList<JsonNode>();
    if (response.has("eventstream_decoded")) {
      for (var frame : response.path("eventstream_decoded")) {
        var event = Json.MAPPER.createObjectNode();
        event.set(frame.at("/headers/:event-type").asString("?"), frame.path("payload"));
        events.add(event);
      }
      return events;
    }
    var text = response.has("sse") ? response.path("sse") : response.path("ndjson");
    for (var line : text.asString().lines().toList()) {
      var data = line.startsWith("data:") ? line.substring(5).strip() : line.strip();
      if (data.startsWith("{")) events.add(Json.MAPPER.readTree(data));
    }
    return events;
  }

  /// Puts together what the events say, by each vendor's own documents.
  private static final class Gathered {
    private final StringBuilder text = new StringBuilder();
    private final Map<String, StringBuilder> calls = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, Long> usage = new LinkedHashMap<>();
    private String latest = "";

    void body(JsonNode body, String api) {
      switch (api) {
        case "responses" -> {
          for (var item : body.path("output")) item(item);
          usage(body.path("usage"));
        }
        case "messages", "rawPredict" -> {
          for (var block : body.path("content")) block(block);
          usage(body.path("usage"));
        }
        case "generateContent" -> candidate(body);
        case "converse" -> {
          for (var block : body.at("/output/message/content")) {
            text.append(block.path("text").asString(""));
            var use = block.path("toolUse");
            if (use.isObject()) call(use.path("toolUseId"), use.path("name"), use.path("input"));
          }
          usage(body.path("usage"));
        }
        case "chat-v2" -> {
          for (var item : body.at("/message/content")) text.append(item.path("text").asString(""));
          usage(body.path("usage"));
        }
        case "native-chat" -> line(body);
        default -> {
          message(body.at("/choices/0/message"));
          usage(body.path("usage"));
        }
      }
    }

    void event(JsonNode event, String api) {
      switch (api) {
        case "responses" -> {
          var type = event.path("type").asString("");
          if (type.equals("response.output_item.done")) item(event.path("item"));
          usage(event.at("/response/usage"));
        }
        case "messages", "rawPredict" -> {
          if (event.path("content_block").isObject()) {
            latest = event.path("index").toString();
            block(event.path("content_block"));
          }
          text.append(event.at("/delta/text").asString(""));
          var piece = event.at("/delta/partial_json").asString("");
          if (!piece.isEmpty()) arguments(event.path("index").toString(), piece);
          usage(event.at("/message/usage"));
          usage(event.path("usage"));
        }
        case "generateContent" -> candidate(event);
        case "converse" -> {
          var start = event.at("/contentBlockStart/start/toolUse");
          var index = event.at("/contentBlockStart/contentBlockIndex").toString();
          if (start.isObject()) named(index, start.path("name").asString());
          text.append(event.at("/contentBlockDelta/delta/text").asString(""));
          var piece = event.at("/contentBlockDelta/delta/toolUse/input").asString("");
          if (!piece.isEmpty()) {
            arguments(event.at("/contentBlockDelta/contentBlockIndex").toString(), piece);
          }
          usage(event.at("/metadata/usage"));
        }
        case "chat-v2" -> {
          var message = event.at("/delta/message");
          text.append(message.at("/content/text").asString(""));
          var call = message.path("tool_calls");
          var index = event.path("index").toString();
          if (call.has("id")) named(index, call.at("/function/name").asString());
          var piece = call.at("/function/arguments").asString("");
          if (!piece.isEmpty()) arguments(index, piece);
          usage(event.at("/delta/usage"));
        }
        case "native-chat" -> line(event);
        default -> {
          message(event.at("/choices/0/delta"));
          usage(event.path("usage"));
          usage(event.at("/x_groq/usage"));
        }
      }
    }

    private void named(String key, String name) {
      latest = key;
      names.put(key, name);
      calls.putIfAbsent(key, new StringBuilder());
    }

    private void arguments(String key, String piece) {
      calls.computeIfAbsent(key, _ -> new StringBuilder()).append(piece);
    }

    private void call(JsonNode id, JsonNode name, JsonNode arguments) {
      var key = id.asString("") + "#" + calls.size();
      named(key, name.asString());
      if (!arguments.isMissingNode() && !arguments.isNull()) {
        arguments(key, arguments.isString() ? arguments.asString() : arguments.toString());
      }
    }

    private void message(JsonNode message) {
      if (message.path("content").isString()) text.append(message.path("content").asString());
      for (var part : message.path("content")) text.append(part.path("text").asString(""));
      text.append(message.path("refusal").asString(""));
      for (var call : message.path("tool_calls")) {
        var id = call.path("id").asString("");
        var key = call.has("index") ? call.path("index").toString() : id.isEmpty() ? latest : id;
        var name = call.at("/function/name").asString("");
        boolean whole = !call.has("index") && !id.isEmpty();
        if (whole || !names.containsKey(key)) named(key, name);
        var piece = call.at("/function/arguments").asString("");
        if (!piece.isEmpty()) arguments(key, piece);
      }
    }

    private void item(JsonNode item) {
      for (var part : item.path("content")) {
        if (part.path("type").asString("").equals("output_text")) {
          text.append(part.path("text").asString(""));
        }
      }
      if (item.path("type").asString("").equals("function_call")) {
        call(item.path("call_id"), item.path("name"), item.path("arguments"));
      }
    }

    private void block(JsonNode block) {
      text.append(block.path("text").asString(""));
      if (!block.path("type").asString("").equals("tool_use")) return;
      if (block.path("input").isEmpty()) {
        named(latest, block.path("name").asString());
      } else {
        call(block.path("id"), block.path("name"), block.path("input"));
      }
    }

    private void candidate(JsonNode chunk) {
      for (var part : chunk.at("/candidates/0/content/parts")) {
        if (!part.path("thought").asBoolean(false)) text.append(part.path("text").asString(""));
        var call = part.path("functionCall");
        if (call.isObject()) call(call.path("id"), call.path("name"), call.path("args"));
      }
      usage(chunk.path("usageMetadata"));
    }

    private void line(JsonNode line) {
      text.append(line.at("/message/content").asString(""));
      for (var call : line.at("/message/tool_calls")) {
        call(call.path("id"), call.at("/function/name"), call.at("/function/arguments"));
      }
      usage(line);
    }

    /// Each number under its name, `tokens` and details flattened; the last one holds.
    private void usage(JsonNode node) {
      BiConsumer<String, JsonNode> keep =
          (name, value) -> {
            if (value.isNumber()) usage.put(name, value.asLong());
          };
      for (var member : node.properties()) {
        keep.accept(member.getKey(), member.getValue());
        boolean inner =
            member.getKey().equals("tokens") || member.getKey().equals("completion_tokens_details");
        if (!inner) continue;
        for (var each : member.getValue().properties()) {
          keep.accept(each.getKey(), each.getValue());
        }
      }
    }

    private long sum(String... names) {
      long sum = 0;
      for (var name : names) sum += usage.getOrDefault(name, 0L);
      return usage.isEmpty() ? -1 : sum;
    }

    Said said(String api, String provider) {
      var told = new ArrayList<String>();
      calls.forEach(
          (key, arguments) -> {
            var json = arguments.toString().strip();
            if (json.isEmpty() || json.equals("null")) json = "{}";
            told.add(names.getOrDefault(key, "?") + Json.MAPPER.readTree(json));
          });
      long in =
          switch (api) {
            case "messages", "rawPredict" ->
                sum("input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens");
            case "generateContent" -> sum("promptTokenCount", "toolUsePromptTokenCount");
            case "converse" -> sum("inputTokens", "cacheReadInputTokens", "cacheWriteInputTokens");
            case "responses", "chat-v2" -> sum("input_tokens");
            case "native-chat" -> sum("prompt_eval_count");
            default -> sum("prompt_tokens");
          };
      long out =
          switch (api) {
            case "messages", "rawPredict", "responses", "chat-v2" -> sum("output_tokens");
            case "generateContent" -> sum("candidatesTokenCount", "thoughtsTokenCount");
            case "converse" -> sum("outputTokens");
            case "native-chat" -> sum("eval_count");
            default ->
                provider.equals("xai")
                    ? sum("completion_tokens", "reasoning_tokens")
                    : sum("completion_tokens");
          };
      return new Said(text.toString(), told, in, out);
    }
  }
}
