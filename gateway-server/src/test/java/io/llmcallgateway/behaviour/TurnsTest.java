package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.Received;
import io.llmcallgateway.testkit.Script;
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

/// Tests turns of agents in both directions: order, reasoning, ids, and streams as vendors send
/// them.
final class TurnsTest extends VendorSuite {
  private static final String BLOCKS =
      """
      [{"type":"thinking","thinking":"先看","signature":"c2lnQQ=="},{"type":"text","text":"我看看"},
       {"type":"tool_use","id":"t1","name":"read","input":{"p":"a"}},
       {"type":"thinking","thinking":"再看","signature":"c2lnQg=="},
       {"type":"tool_use","id":"t2","name":"read","input":{"p":"b"}}]\
      """;

  @Override
  String more(ScriptedUpstream upstream) {
    return row("deep", "openai", upstream, ", quirks: [return-reasoning]")
        + row("own", "openai", upstream, ", quirks: [return-reasoning, reasoning-field]")
        + "rules:\n  - { provider: ant, model: \"*\", reasoning: budget }\n";
  }

  private static Script claude(boolean stream, String blocks) {
    return ToolAnswers.blocks(stream, (ArrayNode) Json.MAPPER.readTree(blocks));
  }

  private static final String CHAT =
      """
      {"model":"%s/m","stream":%s,"max_tokens":9000,"reasoning_effort":"low","messages":%s,
       "tools":[{"type":"function","function":{"name":"read","parameters":{"type":"object","properties":{"p":{"type":"string"}}}}}]}\
      """;

  /// The assistant's message as a client puts it together from the pieces of a stream.
  private static ObjectNode assembled(RawAnswer got) {
    var message = Json.MAPPER.createObjectNode().put("role", "assistant");
    var details = message.putArray("reasoning_details");
    var calls = message.putArray("tool_calls");
    var text = new StringBuilder();
    for (var data : got.events()) {
      if (!data.startsWith("{")) continue;
      var delta = Json.MAPPER.readTree(data).at("/choices/0/delta");
      text.append(delta.path("content").asString(""));
      for (var each : delta.path("reasoning_details")) details.add(each);
      for (var each : delta.path("tool_calls")) {
        int at = each.path("index").asInt();
        if (calls.size() <= at) {
          calls.add(each);
        } else {
          var function = (ObjectNode) calls.get(at).path("function");
          function.put(
              "arguments",
              function.path("arguments").asString("")
                  + each.at("/function/arguments").asString(""));
        }
      }
    }
    return message.put("content", text.toString());
  }

  @ParameterizedTest
  @CsvSource({"false,true", "true,true", "false,false", "true,false"})
  void a_chat_client_gives_claude_its_turn_back_in_order(boolean stream, boolean keepsDetails)
      throws Exception {
    upstream.next(claude(stream, BLOCKS));
    var ask = "{\"role\":\"user\",\"content\":\"看\"}";
    var got = post("/v1/chat/completions", CHAT.formatted("ant", stream, "[" + ask + "]"));
    var message = stream ? assembled(got) : (ObjectNode) got.json().at("/choices/0/message");
    if (!keepsDetails) message.remove("reasoning_details");
    var messages = Json.MAPPER.createArrayNode().add(Json.MAPPER.readTree(ask)).add(message);
    for (var call : message.path("tool_calls")) {
      messages
          .addObject()
          .put("role", "tool")
          .put("tool_call_id", call.path("id").asString(""))
          .put("content", "ok");
    }
    upstream.take();
    upstream.next(claude(false, "[{\"type\":\"text\",\"text\":\"完\"}]"));
    post("/v1/chat/completions", CHAT.formatted("ant", false, messages));
    var sent = upstream.take().json().at("/messages/1/content");
    assertThat(order(sent))
        .containsExactly(
            "thinking c2lnQQ==", "text 我看看", "tool_use a", "thinking c2lnQg==", "tool_use b");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_responses_client_gives_claude_its_turn_back_in_order(boolean stream) throws Exception {
    upstream.next(claude(stream, BLOCKS));
    var body =
        """
        {"model":"ant/m","stream":%s,"max_output_tokens":9000,"reasoning":{"effort":"low"},"input":%s,
         "tools":[{"type":"function","name":"read","parameters":{"type":"object","properties":{"p":{"type":"string"}}}}]}\
        """;
    var got = post("/v1/responses", body.formatted(stream, "\"看\""));
    var output =
        stream
            ? Json.MAPPER.readTree(got.events().getLast()).at("/response/output")
            : got.json().path("output");
    var input = Json.MAPPER.createArrayNode();
    input.addObject().put("role", "user").put("content", "看");
    input.addAll((ArrayNode) output);
    for (var item : output) {
      if (!item.has("call_id")) continue;
      input
          .addObject()
          .put("type", "function_call_output")
          .put("call_id", item.path("call_id").asString(""))
          .put("output", "ok");
    }
    upstream.take();
    upstream.next(claude(false, "[{\"type\":\"text\",\"text\":\"完\"}]"));
    post("/v1/responses", body.formatted(false, input));
    assertThat(order(upstream.take().json().at("/messages/1/content")))
        .containsExactly(
            "thinking c2lnQQ==", "text 我看看", "tool_use a", "thinking c2lnQg==", "tool_use b");
  }

  private static List<String> order(JsonNode blocks) {
    var order = new ArrayList<String>();
    for (var block : blocks) {
      var what =
          block.path("signature").asString("")
              + block.path("text").asString("")
              + block.at("/input/p").asString("");
      order.add(block.path("type").asString("") + " " + what);
    }
    return order;
  }

  private static final String DEEP =
      """
      [{"role":"user","content":"q"},
       {"role":"assistant","content":null,"reasoning_content":"R1","tool_calls":[{"id":"c1","type":"function","function":{"name":"read","arguments":"{}"}}]},
       {"role":"tool","tool_call_id":"c1","content":"ok"},
       {"role":"assistant","content":"final","reasoning_content":"R2"},
       {"role":"user","content":"q2"},
       {"role":"assistant","content":null,"tool_calls":[{"id":"c2","type":"function","function":{"name":"read","arguments":"{}"}}]},
       {"role":"tool","tool_call_id":"c2","content":"ok"},
       {"role":"assistant","content":""},{"role":"user","content":"q3"}]\
      """;

  @Test
  void reasoning_stands_on_each_turn_once_tools_are_used() throws Exception {
    upstream.always(
        Scripts.json(
            "{\"id\":\"c\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"x\"},\"finish_reason\":\"stop\"}]}"));
    post("/v1/chat/completions", CHAT.formatted("deep", false, DEEP));
    assertThat(members(upstream.take(), "reasoning_content")).containsExactly("R1", "R2", " ");
    post("/v1/chat/completions", CHAT.formatted("own", false, DEEP));
    var own = upstream.take();
    assertThat(members(own, "reasoning")).containsExactly("R1", "R2", "");
    assertThat(own.text()).doesNotContain("reasoning_content");
    var plain =
        "[{\"role\":\"user\",\"content\":\"q\"},{\"role\":\"assistant\",\"content\":\"a\",\"reasoning_content\":\"R\"},{\"role\":\"user\",\"content\":\"q\"}]";
    var toolless = (ObjectNode) Json.MAPPER.readTree(CHAT.formatted("deep", false, plain));
    toolless.remove("tools");
    post("/v1/chat/completions", toolless.toString());
    assertThat(upstream.take().text()).doesNotContain("reasoning_content");
    post("/v1/chat/completions", CHAT.formatted("deep", false, plain));
    assertThat(members(upstream.take(), "reasoning_content"))
        .as("before the first call too, so that the turn stays as it was")
        .containsExactly("R");
  }

  private static List<String> members(Received sent, String name) {
    var all = new ArrayList<String>();
    for (var message : sent.json().path("messages")) {
      if (message.path("role").asString("").equals("assistant"))
        all.add(message.path(name).asString(""));
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothing_follows_the_final_text_at_the_messages_door(boolean stream) throws Exception {
    for (var last :
        List.of(
            ",{\"text\":\"。\",\"thoughtSignature\":\"c2ln\"}",
            ",{\"text\":\"\",\"thoughtSignature\":\"c2ln\"}")) {
      var body =
          "{\"candidates\":[{\"index\":0,\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"想\",\"thought\":true},{\"text\":\"好\"}%s]},\"finishReason\":\"STOP\"}]}"
              .formatted(last);
      upstream.next(stream ? Scripts.stream("data: " + body + "\r\n\r\n") : Scripts.json(body));
      var got =
          post(
              "/v1/messages",
              "{\"model\":\"gem/m\",\"max_tokens\":99,\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                  .formatted(stream));
      var types = new ArrayList<String>();
      var blocks = Json.MAPPER.createArrayNode();
      if (stream) {
        for (var data : got.events()) {
          var block = Json.MAPPER.readTree(data).path("content_block");
          if (block.isObject()) blocks.add(block);
        }
      } else {
        blocks.addAll((ArrayNode) got.json().path("content"));
      }
      for (var block : blocks) types.add(block.path("type").asString(""));
      assertThat(types).containsExactly("thinking", "text");
    }
  }

  @Test
  void ids_fit_the_messages_format_and_come_back_as_the_vendors_own() throws Exception {
    upstream.next(
        Scripts.json(
            """
            {"id":"c","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[
             {"id":"functions.Bash:0","type":"function","function":{"name":"Bash","arguments":"{}"}}]},"finish_reason":"tool_calls"}]}\
            """));
    var ask =
        "{\"model\":\"%s/m\",\"max_tokens\":9,\"tools\":[{\"name\":\"Bash\",\"input_schema\":{\"type\":\"object\"}}],\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}%s]}";
    var block = post("/v1/messages", ask.formatted("up", "")).json().at("/content/0");
    var id = block.path("id").asString("");
    assertThat(id).matches("[a-zA-Z0-9_-]+");
    var more =
        ",{\"role\":\"assistant\",\"content\":[%s]},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"%s\",\"content\":\"ok\"}]}"
            .formatted(block, id);
    upstream.take();
    upstream.next(
        Scripts.json(
            "{\"id\":\"c\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"x\"},\"finish_reason\":\"stop\"}]}"));
    post("/v1/messages", ask.formatted("up", more));
    var sent = upstream.take().json().path("messages");
    assertThat(sent.at("/1/tool_calls/0/id").asString("")).isEqualTo("functions.Bash:0");
    assertThat(sent.at("/2/tool_call_id").asString("")).isEqualTo("functions.Bash:0");
    upstream.next(claude(false, "[{\"type\":\"text\",\"text\":\"x\"}]"));
    post("/v1/messages", ask.formatted("ant", more));
    var untouched = upstream.take();
    assertThat(untouched.text()).isEqualTo(ask.formatted("ant", more).replace("ant/m", "m"));
  }

  @Test
  void results_of_one_id_pair_with_their_calls_by_order() throws Exception {
    upstream.next(claude(false, "[{\"type\":\"text\",\"text\":\"x\"}]"));
    var call =
        "{\"id\":\"x\",\"type\":\"function\",\"function\":{\"name\":\"read\",\"arguments\":\"{}\"}}";
    var messages =
        "[{\"role\":\"user\",\"content\":\"q\"},{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[%s,%s]},{\"role\":\"tool\",\"tool_call_id\":\"x\",\"content\":\"ONE\"},{\"role\":\"tool\",\"tool_call_id\":\"x\",\"content\":\"TWO\"}]"
            .formatted(call, call);
    post("/v1/chat/completions", CHAT.formatted("ant", false, messages));
    var sent = upstream.take().json();
    assertThat(sent.at("/messages/2/content")).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(sent.at("/messages/2/content/" + i + "/content").asString(""))
          .isEqualTo(i == 0 ? "ONE" : "TWO");
      assertThat(sent.at("/messages/2/content/" + i + "/tool_use_id"))
          .isEqualTo(sent.at("/messages/1/content/" + i + "/id"));
    }
    assertThat(sent.at("/messages/1/content/0/id"))
        .isNotEqualTo(sent.at("/messages/1/content/1/id"));
  }
}
