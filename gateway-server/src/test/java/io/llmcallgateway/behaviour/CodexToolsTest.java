package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.ToolAnswers.answer;
import static io.llmcallgateway.behaviour.ToolAnswers.anthropic;
import static io.llmcallgateway.behaviour.ToolAnswers.chat;
import static io.llmcallgateway.behaviour.ToolAnswers.escaped;
import static io.llmcallgateway.testkit.Scripts.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.behaviour.ToolAnswers.Call;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Tests Codex's tools (namespaces, custom tools, its search, tools in the input) with targets that
/// know functions only.
final class CodexToolsTest extends VendorSuite {
  private static final String LONG = "mcp__" + "weather_".repeat(7) + "server";
  private static final String FUNCTION =
      "{\"type\":\"function\",\"name\":\"%s\",\"description\":\"d\",\"strict\":false,\"parameters\":{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}}";
  private static final String TOOLS =
      """
      [%s,
       {"type":"namespace","name":"mcp__weather","description":"天气","tools":[%s,%s]},
       {"type":"namespace","name":"%s","description":"x","tools":[%s]},
       {"type":"custom","name":"apply_patch","description":"Edit files.","format":{"type":"grammar","syntax":"lark","definition":"start: \\"*** Begin Patch\\""}},
       {"type":"tool_search","execution":"client","description":"Finds tools.","parameters":{"type":"object","properties":{"query":{"type":"string"}}}},
       %s]\
      """
          .formatted(
              FUNCTION.formatted("shell"),
              FUNCTION.formatted("get"),
              FUNCTION.formatted("shell"),
              LONG,
              FUNCTION.formatted("forecast"),
              FUNCTION.formatted("mcp__weather__get"));
  private static final String PATCH = "*** Begin Patch\n+\"引号\" \\ 😀\n*** End Patch";

  @Override
  String more(ScriptedUpstream upstream) {
    return row("own", "responses", upstream, ", accepts: [custom-tools]")
        + row("chat", "openai", upstream, ", accepts: [custom-tools]");
  }

  private static String request(String model, boolean stream, String input) {
    return """
    {"model":"%s/m","stream":%s,"store":false,"max_output_tokens":99,"tools":%s,"input":%s}\
    """
        .formatted(model, stream, TOOLS, input);
  }

  private static final String ASK =
      """
      [{"type":"additional_tools","role":"developer","tools":[{"type":"namespace","name":"functions","tools":[
          {"type":"custom","name":"exec","description":"Runs code.","format":{"type":"text"}}]}]},
       {"type":"message","role":"user","content":[{"type":"input_text","text":"杭州天气？"}]}]\
      """;

  /// The functions that the target was sent, by name.
  private static List<String> names(JsonNode sent) {
    var names = new ArrayList<String>();
    for (var tool : sent.path("tools")) {
      for (var declared : tool.path("functionDeclarations")) {
        names.add(declared.path("name").asString(""));
      }
      if (tool.has("name")) names.add(tool.path("name").asString(""));
      if (tool.has("function")) names.add(tool.at("/function/name").asString(""));
      if (tool.has("custom")) names.add("custom " + tool.at("/custom/name").asString(""));
    }
    return names;
  }

  private static String input(String text) {
    return Json.MAPPER.createObjectNode().put("input", text).toString();
  }

  /// The items of an answer; a streamed one's as its last event has them, which must be those that
  /// were told on the way.
  private JsonNode ask(String body, boolean stream) throws Exception {
    var got = post("/v1/responses", body);
    if (!stream) return got.json().path("output");
    ArrayNode done = Json.MAPPER.createArrayNode();
    JsonNode last = Json.MAPPER.missingNode();
    for (var data : got.events()) {
      var event = Json.MAPPER.readTree(data);
      if (event.path("type").asString("").equals("response.output_item.done")) {
        done.add(event.path("item"));
      }
      last = event;
    }
    assertThat(done).isEqualTo(last.at("/response/output"));
    return done;
  }

  private static List<String> shapes(JsonNode items) {
    var shapes = new ArrayList<String>();
    for (var item : items) {
      var shape = item.path("type").asString("");
      if (item.has("namespace")) shape += " " + item.path("namespace").asString("");
      if (item.has("name")) shape += " " + item.path("name").asString("");
      if (item.has("input")) shape += " " + item.path("input").asString("");
      if (item.has("arguments")) shape += " " + item.path("arguments").toString();
      shapes.add(shape);
    }
    return shapes;
  }

  @ParameterizedTest
  @CsvSource({"up,false", "up,true", "ant,false", "ant,true", "gem,false", "gem,true"})
  void calls_come_back_as_what_the_client_declared(String target, boolean stream) throws Exception {
    upstream.next(answer(target, stream, List.of()));
    gateway.post("/v1/responses", request(target, stream, ASK));
    var names = names(upstream.take().json());
    assertThat(names).hasSize(8).doesNotHaveDuplicates();
    assertThat(names)
        .contains("shell", "mcp__weather__get", "mcp__weather__shell", "apply_patch")
        .contains("tool_search", "functions__exec");
    var fitted = names.get(3);
    assertThat(fitted).hasSizeLessThanOrEqualTo(target.equals("ant") ? 128 : 64);
    var collided = names.get(6);
    assertThat(collided).startsWith("mcp__weather__get");

    upstream.next(
        answer(
            target,
            stream,
            List.of(
                new Call("mcp__weather__get", "{\"city\":\"杭州\"}"),
                new Call("apply_patch", input(PATCH)),
                new Call(fitted, "{}"),
                new Call("mcp__weather__shell", "{}"),
                new Call("shell", "{}"),
                new Call("functions__exec", input("text(1)")),
                new Call(collided, "{}"),
                new Call("tool_search", "{\"query\":\"calendar\"}"))));
    var items = ask(request(target, stream, ASK), stream);
    assertThat(shapes(items))
        .containsExactly(
            "function_call mcp__weather get \"{\\\"city\\\":\\\"杭州\\\"}\"",
            "custom_tool_call apply_patch " + PATCH,
            "function_call " + LONG + " forecast \"{}\"",
            "function_call mcp__weather shell \"{}\"",
            "function_call shell \"{}\"",
            "custom_tool_call functions exec text(1)",
            "function_call mcp__weather__get \"{}\"",
            "tool_search_call {\"query\":\"calendar\"}");
    upstream.take();

    // The client sends them back with their results: the target's own calls, paired.
    var history = (ArrayNode) Json.MAPPER.readTree(ASK);
    history.addAll((ArrayNode) items);
    for (var item : items) {
      var type =
          item.path("type")
              .asString("")
              .replace("_call", "_call_output")
              .replace("search_call_", "search_");
      ObjectNode output = history.addObject().put("type", type);
      output.put("call_id", item.path("call_id").asString(""));
      if (type.equals("tool_search_output")) {
        output
            .put("execution", "client")
            .putArray("tools")
            .add(
                Json.MAPPER.readTree(
                    "{\"type\":\"namespace\",\"name\":\"mcp__cal\",\"tools\":["
                        + FUNCTION.formatted("create")
                        + "]}"));
      } else {
        output.put("output", "out of " + item.path("name").asString(""));
      }
    }
    upstream.next(answer(target, stream, List.of(new Call("mcp__cal__create", "{}"))));
    assertThat(shapes(ask(request(target, stream, history.toString()), stream)))
        .containsExactly("function_call mcp__cal create \"{}\"");
    var sent = upstream.take();
    assertThat(names(sent.json()))
        .startsWith(names.toArray(String[]::new))
        .contains("mcp__cal__create");
    assertThat(sent.text())
        .contains("out of apply_patch", "out of exec", "out of forecast", "mcp__cal__create: d")
        .doesNotContain("interrupted");
    assertThat(sent.text()).contains("*** Begin Patch");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void custom_tools_stay_custom_between_responses_and_chat(boolean stream) throws Exception {
    var piece = Json.MAPPER.writeValueAsString(PATCH);
    var call =
        "{\"index\":0,\"id\":\"c1\",\"type\":\"custom\",\"custom\":{\"name\":\"apply_patch\",\"input\":%s}}";
    var answer =
        "{\"id\":\"c\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"%s\":{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[%s]},\"finish_reason\":\"tool_calls\"}]}";
    upstream.next(
        stream
            ? Scripts.stream(
                "data: "
                    + answer
                        .formatted("delta", call.formatted("\"\""))
                        .replace("\"tool_calls\"}]", "null}]")
                    + "\n\n",
                "data: {\"id\":\"c\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"custom\":{\"input\":%s}}]},\"finish_reason\":\"tool_calls\"}]}\n\n"
                    .formatted(piece),
                "data: [DONE]\n\n")
            : Scripts.json(answer.formatted("message", call.formatted(piece))));
    var items = ask(request("chat", stream, ASK), stream);
    assertThat(shapes(items)).containsExactly("custom_tool_call apply_patch " + PATCH);
    var sent = upstream.take().json();
    assertThat(names(sent)).contains("custom apply_patch", "custom functions__exec", "shell");
    assertThat(sent.at("/tools/4/custom/format/grammar/syntax").asString("")).isEqualTo("lark");
    assertThat(sent.at("/tools/4/custom/description").asString("")).isEqualTo("Edit files.");

    var history = (ArrayNode) Json.MAPPER.readTree(ASK);
    history.addAll((ArrayNode) items);
    history
        .addObject()
        .put("type", "custom_tool_call_output")
        .put("call_id", "c1")
        .put("output", "好");
    upstream.next(chat(stream, List.of(new Call("shell", "{}"))));
    ask(request("chat", stream, history.toString()), stream);
    var turn = upstream.take().json().path("messages");
    assertThat(turn.at("/1/tool_calls/0/custom/input").asString("")).isEqualTo(PATCH);
    assertThat(turn.at("/2/tool_call_id").asString("")).isEqualTo("c1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_chat_client_has_custom_tools_at_a_responses_target(boolean stream) throws Exception {
    var item =
        Json.MAPPER
            .createObjectNode()
            .put("id", "ctc_1")
            .put("type", "custom_tool_call")
            .put("status", "completed")
            .put("call_id", "c1")
            .put("name", "patch")
            .put("input", PATCH);
    var response =
        "{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1,\"status\":\"completed\",\"model\":\"m\",\"output\":[%s]}"
            .formatted(item);
    var half = PATCH.indexOf("😀") + 1; // between the two units of one character
    upstream.next(
        stream
            ? Scripts.stream(
                event("response.created", "\"response\":{\"id\":\"resp_1\",\"model\":\"m\"}"),
                event(
                    "response.output_item.added",
                    "\"output_index\":0,\"item\":{\"type\":\"custom_tool_call\",\"call_id\":\"c1\",\"name\":\"patch\",\"input\":\"\"}"),
                event(
                    "response.custom_tool_call_input.delta",
                    "\"output_index\":0,\"delta\":" + escaped(PATCH.substring(0, half))),
                event(
                    "response.custom_tool_call_input.delta",
                    "\"output_index\":0,\"delta\":" + escaped(PATCH.substring(half))),
                event("response.output_item.done", "\"output_index\":0,\"item\":" + item),
                event("response.completed", "\"response\":" + response))
            : Scripts.json(response));
    var got =
        gateway.post(
            "/v1/chat/completions",
            """
            {"model":"own/m","stream":%s,"messages":[{"role":"user","content":"hi"}],
             "tool_choice":{"type":"custom","custom":{"name":"patch"}},
             "tools":[{"type":"custom","custom":{"name":"patch","description":"P","format":{"type":"grammar","grammar":{"syntax":"regex","definition":"a+"}}}}]}\
            """
                .formatted(stream));
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    var sent = upstream.take().json();
    assertThat(sent.path("tools").toString())
        .isEqualTo(
            "[{\"type\":\"custom\",\"name\":\"patch\",\"description\":\"P\",\"format\":{\"type\":\"grammar\",\"syntax\":\"regex\",\"definition\":\"a+\"}}]");
    assertThat(sent.at("/tool_choice/type").asString("")).isEqualTo("custom");
    var text = new StringBuilder();
    var all =
        stream
            ? got.events().stream()
                .filter(it -> it.startsWith("{"))
                .map(Json.MAPPER::readTree)
                .toList()
            : List.of(got.json());
    for (var each : all) {
      text.append(
          each.at(
                  stream
                      ? "/choices/0/delta/tool_calls/0/custom/input"
                      : "/choices/0/message/tool_calls/0/custom/input")
              .asString(""));
    }
    assertThat(text.toString()).isEqualTo(PATCH);
    assertThat(got.text())
        .contains("\"type\":\"custom\"")
        .contains("\"finish_reason\":\"tool_calls\"");
  }

  @Test
  void a_responses_target_that_knows_functions_only_gets_functions() throws Exception {
    upstream.next(
        Scripts.json(
            """
            {"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"m","output":[
             {"id":"fc_1","type":"function_call","status":"completed","call_id":"c1","name":"apply_patch","arguments":"{\\"input\\":\\"x\\"}"}]}\
            """));
    var items = ask(request("res", false, ASK), false);
    assertThat(shapes(items)).containsExactly("custom_tool_call apply_patch x");
    var sent = upstream.take().json();
    for (var tool : sent.path("tools")) {
      assertThat(tool.path("type").asString("")).isEqualTo("function");
    }
    assertThat(sent.path("input")).hasSize(1);
  }

  @Test
  void a_custom_tool_asked_for_by_a_chat_client_is_a_function_where_the_target_knows_no_other()
      throws Exception {
    upstream.next(anthropic(false, List.of(new Call("patch", input("a\nb")))));
    var got =
        gateway.post(
            "/v1/chat/completions",
            """
            {"model":"ant/m","messages":[{"role":"user","content":"hi"}],"tools":[{"type":"custom","custom":{"name":"patch"}}]}\
            """);
    assertThat(got.json().at("/choices/0/message/tool_calls/0/custom/input").asString(""))
        .isEqualTo("a\nb");
    assertThat(got.require("x-gateway-losses")).contains("tools.custom");
    assertThat(upstream.take().json().at("/tools/0/input_schema/required/0").asString(""))
        .isEqualTo("input");
  }
}
