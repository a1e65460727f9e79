package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Received;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Tests that prompt caches hit: the prompt of each turn of a session begins with the one before,
/// and targets that need cache marks get them.
final class PromptCacheTest extends VendorSuite {
  private static final int TURNS = 20;
  private static final List<String> MARKS = List.of("cache_control", "cachePoint");

  @Override
  String more(ScriptedUpstream upstream) {
    return row("bed", "bedrock", upstream, "")
        + row("coh", "cohere", upstream, "")
        + row("oll", "ollama", upstream, "")
        + row("bare", "anthropic", upstream, "")
        + "rules:\n  - { provider: bare, model: \"*\", refuses: [placed-cache-marks] }\n";
  }

  @BeforeEach
  void answer() {
    upstream.always(Scripts.json(500, "{\"error\":{\"message\":\"no\"}}"));
  }

  static Stream<Arguments> pairs() {
    return Stream.of("chat", "messages", "responses", "gemini", "bedrock", "cohere")
        .flatMap(
            door ->
                Stream.of("up", "ant", "bed", "gem", "coh", "oll", "res")
                    .map(target -> Arguments.of(door, target)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void each_request_of_a_session_begins_with_the_one_before_it(String door, String target)
      throws Exception {
    List<String> before = List.of();
    for (int turn = 0; turn <= TURNS; turn++) {
      var sent = sent(door, target, turn);
      assertThat(sent(door, target, turn).text()).as("the same again").isEqualTo(sent.text());
      var prompt = prompt(sent.json());
      assertThat(prompt).as("turn " + turn).hasSizeGreaterThan(before.size());
      assertThat(prompt.subList(0, before.size())).as("turn " + turn).isEqualTo(before);
      before = prompt;
    }
  }

  private Received sent(String door, String target, int turns) throws Exception {
    var model = target + "/claude-sonnet-4-5";
    switch (door) {
      case "chat" -> gateway.post("/v1/chat/completions", chat(model, turns));
      case "messages" -> gateway.post("/v1/messages", messages(model, turns));
      case "responses" -> gateway.post("/v1/responses", responses(model, turns));
      case "cohere" -> gateway.post("/v2/chat", cohere(model, turns));
      case "bedrock" ->
          gateway.post("/model/" + model.replace("/", "%2F") + "/converse", bedrock(turns));
      default ->
          gateway.post(
              "/v1beta/models/" + model.replace("/", "%2F") + ":generateContent", gemini(turns));
    }
    return upstream.take();
  }

  /// What a vendor's cache compares, in order: tools, system, messages, all without marks.
  private static List<String> prompt(JsonNode sent) {
    var bare = strip(sent);
    var prompt = new ArrayList<String>();
    for (var name : new String[] {"tools", "toolConfig", "system", "systemInstruction"}) {
      if (bare.has(name)) prompt.add(bare.path(name).toString());
    }
    for (var name : new String[] {"messages", "contents", "input"}) {
      for (var message : bare.path(name)) prompt.add(message.toString());
    }
    return prompt;
  }

  private static JsonNode strip(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode kept = Json.MAPPER.createArrayNode();
      for (var each : array) if (!each.has("cachePoint")) kept.add(strip(each));
      return kept;
    }
    if (!(node instanceof ObjectNode object)) return node;
    var kept = Json.MAPPER.createObjectNode();
    for (var member : object.properties()) {
      if (!MARKS.contains(member.getKey())) kept.set(member.getKey(), strip(member.getValue()));
    }
    return kept;
  }

  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"z\":{\"type\":\"string\"},\"a\":{\"type\":\"integer\"}}}";

  private static ObjectNode node(String json) {
    return (ObjectNode) Json.MAPPER.readTree(json);
  }

  private static String arguments(int turn) {
    return "{\"z\":\"文件" + turn + "\",\"a\":" + turn + "}";
  }

  private static String chat(String model, int turns) {
    var request =
        node(
            "{\"model\":\"%s\",\"max_tokens\":99,\"messages\":[{\"role\":\"system\",\"content\":\"S\"},{\"role\":\"user\",\"content\":\"任务\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"read\",\"parameters\":%s}}]}"
                .formatted(model, SCHEMA));
    var messages = (ArrayNode) request.path("messages");
    for (int i = 1; i <= turns; i++) {
      var call =
          messages
              .addObject()
              .put("role", "assistant")
              .put("content", "第" + i)
              .put("reasoning_content", "想" + i)
              .putArray("tool_calls")
              .addObject();
      // ids as vendors give them: some begin anew each turn
      call.put("id", i % 2 == 0 ? "functions.read:0" : "call_" + i).put("type", "function");
      call.putObject("function").put("name", "read").put("arguments", arguments(i));
      messages
          .addObject()
          .put("role", "tool")
          .put("tool_call_id", i % 2 == 0 ? "functions.read:0" : "call_" + i)
          .put("content", "结果" + i);
    }
    return request.toString();
  }

  private static String messages(String model, int turns) {
    var request =
        node(
            "{\"model\":\"%s\",\"max_tokens\":99,\"system\":[{\"type\":\"text\",\"text\":\"S\",\"cache_control\":{\"type\":\"ephemeral\"}}],\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"任务\"}]}],\"tools\":[{\"name\":\"read\",\"input_schema\":%s}]}"
                .formatted(model, SCHEMA));
    var messages = (ArrayNode) request.path("messages");
    for (int i = 1; i <= turns; i++) {
      var content = messages.addObject().put("role", "assistant").putArray("content");
      content.addObject().put("type", "thinking").put("thinking", "想" + i).put("signature", "gw1_");
      content.addObject().put("type", "text").put("text", "第" + i);
      content
          .addObject()
          .put("type", "tool_use")
          .put("id", "toolu_" + i)
          .put("name", "read")
          .set("input", Json.MAPPER.readTree(arguments(i)));
      messages
          .addObject()
          .put("role", "user")
          .putArray("content")
          .addObject()
          .put("type", "tool_result")
          .put("tool_use_id", "toolu_" + i)
          .put("content", "结果" + i);
    }
    var last = (ObjectNode) messages.get(messages.size() - 1).path("content").get(0);
    last.putObject("cache_control")
        .put("type", "ephemeral"); // which moves on, as Claude Code's does
    return request.toString();
  }

  private static String responses(String model, int turns) {
    var request =
        node(
            "{\"model\":\"%s\",\"store\":false,\"max_output_tokens\":99,\"instructions\":\"S\",\"input\":[{\"role\":\"user\",\"content\":\"任务\"}],\"tools\":[{\"type\":\"namespace\",\"name\":\"fs\",\"tools\":[{\"type\":\"function\",\"name\":\"read\",\"parameters\":%s}]},{\"type\":\"custom\",\"name\":\"apply_patch\"}]}"
                .formatted(model, SCHEMA));
    var input = (ArrayNode) request.path("input");
    for (int i = 1; i <= turns; i++) {
      input
          .addObject()
          .put("type", "message")
          .put("role", "assistant")
          .putArray("content")
          .addObject()
          .put("type", "output_text")
          .put("text", "第" + i);
      boolean custom = i % 3 == 0;
      var call =
          input
              .addObject()
              .put("type", custom ? "custom_tool_call" : "function_call")
              .put("call_id", "call_" + i);
      if (custom) call.put("name", "apply_patch").put("input", "*** " + i);
      else call.put("name", "read").put("namespace", "fs").put("arguments", arguments(i));
      input
          .addObject()
          .put("type", custom ? "custom_tool_call_output" : "function_call_output")
          .put("call_id", "call_" + i)
          .put("output", "结果" + i);
    }
    return request.toString();
  }

  private static String gemini(int turns) {
    var request =
        node(
            "{\"systemInstruction\":{\"parts\":[{\"text\":\"S\"}]},\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"任务\"}]}],\"tools\":[{\"functionDeclarations\":[{\"name\":\"read\",\"parameters\":%s}]}],\"generationConfig\":{\"maxOutputTokens\":99}}"
                .formatted(SCHEMA));
    var contents = (ArrayNode) request.path("contents");
    for (int i = 1; i <= turns; i++) {
      var parts = contents.addObject().put("role", "model").putArray("parts");
      parts.addObject().put("text", "第" + i);
      parts
          .addObject()
          .putObject("functionCall")
          .put("name", "read")
          .set("args", Json.MAPPER.readTree(arguments(i)));
      contents
          .addObject()
          .put("role", "user")
          .putArray("parts")
          .addObject()
          .putObject("functionResponse")
          .put("name", "read")
          .putObject("response")
          .put("result", "结果" + i);
    }
    return request.toString();
  }

  private static String bedrock(int turns) {
    var request =
        node(
            "{\"system\":[{\"text\":\"S\"},{\"cachePoint\":{\"type\":\"default\"}}],\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"任务\"}]}],\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"name\":\"read\",\"inputSchema\":{\"json\":%s}}}]},\"inferenceConfig\":{\"maxTokens\":99}}"
                .formatted(SCHEMA));
    var messages = (ArrayNode) request.path("messages");
    for (int i = 1; i <= turns; i++) {
      var content = messages.addObject().put("role", "assistant").putArray("content");
      content
          .addObject()
          .putObject("reasoningContent")
          .putObject("reasoningText")
          .put("text", "想" + i)
          .put("signature", "c2ln");
      content.addObject().put("text", "第" + i);
      content
          .addObject()
          .putObject("toolUse")
          .put("toolUseId", "tooluse_" + i)
          .put("name", "read")
          .set("input", Json.MAPPER.readTree(arguments(i)));
      messages
          .addObject()
          .put("role", "user")
          .putArray("content")
          .addObject()
          .putObject("toolResult")
          .put("toolUseId", "tooluse_" + i)
          .putArray("content")
          .addObject()
          .put("text", "结果" + i);
    }
    var last = (ArrayNode) messages.get(messages.size() - 1).path("content");
    last.addObject().putObject("cachePoint").put("type", "default"); // which moves on
    return request.toString();
  }

  private static String cohere(String model, int turns) {
    var request =
        node(
            "{\"model\":\"%s\",\"max_tokens\":99,\"messages\":[{\"role\":\"system\",\"content\":\"S\"},{\"role\":\"user\",\"content\":\"任务\"}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"read\",\"parameters\":%s}}]}"
                .formatted(model, SCHEMA));
    var messages = (ArrayNode) request.path("messages");
    for (int i = 1; i <= turns; i++) {
      var call =
          messages
              .addObject()
              .put("role", "assistant")
              .put("tool_plan", "想" + i)
              .putArray("tool_calls")
              .addObject()
              .put("id", "read_" + i)
              .put("type", "function");
      call.putObject("function").put("name", "read").put("arguments", arguments(i));
      var document =
          messages
              .addObject()
              .put("role", "tool")
              .put("tool_call_id", "read_" + i)
              .putArray("content")
              .addObject()
              .put("type", "document");
      document.putObject("document").put("data", "结果" + i);
    }
    return request.toString();
  }

  private static int marks(Received sent) {
    return sent.text().split("\"cache_control\"|\"cachePoint\"", -1).length - 1;
  }

  @Test
  void marks_are_placed_for_clients_that_have_none_and_told() throws Exception {
    for (var door : new String[] {"chat", "responses", "gemini", "cohere"}) {
      for (var target : new String[] {"ant", "bed"}) {
        assertThat(marks(sent(door, target, 3))).as(door + " to " + target).isEqualTo(4);
        assertThat(marks(sent(door, target, 0))).as(door + " to " + target).isEqualTo(3);
      }
      for (var target : new String[] {"bare", "up", "gem", "res"}) {
        assertThat(marks(sent(door, target, 3))).as(door + " to " + target).isZero();
      }
    }
    assertThat(
            sent("chat", "ant", 3)
                .json()
                .at("/messages/6/content/0/cache_control/type")
                .asString(""))
        .isEqualTo("ephemeral");
    upstream.next(
        Scripts.json(
            "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[{\"type\":\"text\",\"text\":\"x\"}],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}"));
    var got = gateway.post("/v1/chat/completions", chat("ant/claude-sonnet-4-5", 1));
    assertThat(got.require("x-gateway-losses")).contains("cache_control:placed");
    upstream.take();
    upstream.next(Scripts.json("{}"));
    gateway.post(
        "/v1/chat/completions",
        "{\"model\":\"ant/claude-sonnet-4-5\",\"messages\":[{\"role\":\"user\",\"content\":\"once\"}]}");
    assertThat(marks(upstream.take())).isZero();
  }

  @Test
  void a_client_that_says_its_marks_keeps_them_alone() throws Exception {
    assertThat(marks(sent("messages", "ant", 3))).isEqualTo(2);
    assertThat(marks(sent("messages", "bed", 3))).isEqualTo(2);
    assertThat(marks(sent("bedrock", "ant", 3))).isEqualTo(2);
    assertThat(marks(sent("bedrock", "bed", 3))).isEqualTo(2);
  }
}
