package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Tests that a client's cache marks reach models that take them, in the target format's place and
/// under its name.
@ExtendWith(LeakCheck.class)
class CacheMarksTest {
  private static final String RESPONSE =
      """
      {"id":"resp_1","object":"response","created_at":1,"status":"completed","model":"m","output":[{"type":"message","id":"msg_1",
       "role":"assistant","status":"completed","content":[{"type":"output_text","text":"好","annotations":[]}]}],
       "usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}}\
      """;
  private static final String COMPLETION =
      """
      {"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"好"},"finish_reason":"stop"}],
       "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}\
      """;
  private static final String MARK = "\"cache_control\":{\"type\":\"ephemeral\"}";
  private static final String POINT = "\"prompt_cache_breakpoint\":{\"mode\":\"explicit\"}";

  private ScriptedUpstream upstream;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    upstream = ScriptedUpstream.start();
    gateway =
        RunningGateway.on(upstream)
            .yaml(
                """
                  openai: { base-url: "%1$s/v1", api-key: k }
                  openrouter: { base-url: "%1$s/v1", api-key: k }
                  house: { dialect: openai, base-url: "%1$s/v1", api-key: k, accepts: [prompt_cache_breakpoint, prompt_cache_options] }
                  plain: { dialect: openai, base-url: "%1$s/v1", api-key: k }
                """
                    .formatted(upstream.uri()))
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    upstream.close();
  }

  private RawAnswer post(String path, String model, String request) throws Exception {
    boolean responses = model.startsWith("openai/") && !path.equals("/v1/chat/completions");
    upstream.next(Scripts.json(responses ? RESPONSE : COMPLETION));
    var got = gateway.post(path, request.formatted(model));
    assertThat(got.status()).as(got.toString()).isEqualTo(200);
    return got;
  }

  /// The texts after which a mark stands, in order; a picture is its type.
  private static List<String> marked(JsonNode sent, String member) {
    var texts = new ArrayList<String>();
    for (var item : sent.path(sent.has("input") ? "input" : "messages")) {
      for (var part : item.path(item.has("output") ? "output" : "content")) {
        var type = part.path("type").asString("");
        if (part.has(member)) texts.add(part.path("text").asString(type));
      }
    }
    return texts;
  }

  private static final String SESSION =
      """
      {"model":"%%s","max_tokens":99,"system":[{"type":"text","text":"你是助手"},{"type":"text","text":"规则",%1$s}],
       "tools":[{"name":"read","input_schema":{"type":"object"},%1$s}],
       "messages":[{"role":"user","content":[{"type":"text","text":"一",%1$s},
           {"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGk="},%1$s}]},
         {"role":"assistant","content":[{"type":"text","text":"二",%1$s},{"type":"tool_use","id":"t1","name":"read","input":{}}]},
         {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"三",%1$s},{"type":"text","text":"四",%1$s}]}]}\
      """
          .formatted(MARK);

  @ParameterizedTest
  @ValueSource(strings = {"openai/gpt-5.6", "openai/gpt-6-sol", "house/m"})
  void anthropic_clients_marks_become_the_latest_four_breakpoints(String model) throws Exception {
    var got = post("/v1/messages", model, SESSION);
    var sent = upstream.take().json();
    var picture = sent.has("input") ? "input_image" : "image_url";
    var expected = new ArrayList<>(List.of("一", "三", "四"));
    boolean sees = sent.toString().contains("aGk=");
    if (sees) expected.add(1, picture);
    else expected.addFirst("规则");
    assertThat(marked(sent, "prompt_cache_breakpoint")).isEqualTo(expected);
    assertThat(sent.toString()).doesNotContain("cache_control");
    assertThat(sent.at("/prompt_cache_options/mode").asString("")).isEqualTo("explicit");
    assertThat(got.require("x-gateway-losses"))
        .contains("cache_control:no-place-on-tools", "cache_control:no-place-on-assistant")
        .contains("cache_control:latest-4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai/gpt-5.4", "plain/gpt-5.6"})
  void models_that_take_no_marks_get_none_and_it_is_told(String model) throws Exception {
    var got = post("/v1/messages", model, SESSION);
    var sent = upstream.take().text();
    assertThat(sent).doesNotContain("cache_control", "breakpoint", "prompt_cache_options");
    assertThat(got.require("x-gateway-losses")).contains("cache_control:");
  }

  @Test
  void marks_of_one_system_text_and_one_hour_are_told_as_half_an_hour() throws Exception {
    var got =
        post(
            "/v1/messages",
            "openai/gpt-5.6",
            "{\"model\":\"%s\",\"max_tokens\":99,\"system\":[{\"type\":\"text\",\"text\":\"规则\",\"cache_control\":{\"type\":\"ephemeral\",\"ttl\":\"1h\"}}],\"messages\":[{\"role\":\"user\",\"content\":\"嗨\"}]}");
    assertThat(marked(upstream.take().json(), "prompt_cache_breakpoint")).containsExactly("规则");
    assertThat(got.require("x-gateway-losses")).contains("cache_control.ttl:30m");
  }

  private static final String CHAT =
      """
      {"model":"%%s","messages":[{"role":"system","content":[{"type":"text","text":"规则",%1$s}]},
        {"role":"user","content":[{"type":"text","text":"一",%1$s},{"type":"text","text":"二"}]},
        {"role":"assistant","content":null,"tool_calls":[{"id":"t1","type":"function","function":{"name":"read","arguments":"{}"}}]},
        {"role":"tool","tool_call_id":"t1","content":[{"type":"text","text":"三",%1$s}]}]}\
      """;

  @ParameterizedTest
  @CsvSource({
    "openai/gpt-5.6, prompt_cache_breakpoint",
    "house/m, prompt_cache_breakpoint",
    "openrouter/anthropic/claude-sonnet-4.5, cache_control"
  })
  void marks_of_chat_clients_have_the_target_s_name(String model, String member) throws Exception {
    post("/v1/chat/completions", model, CHAT.formatted(MARK));
    var sent = upstream.take().json();
    assertThat(marked(sent, member)).containsExactly("规则", "一", "三");
    assertThat(sent.toString().contains("cache_control")).isEqualTo(member.equals("cache_control"));
  }

  @Test
  void a_chat_client_s_own_breakpoints_pass_untouched() throws Exception {
    var request = CHAT.formatted(POINT);
    post("/v1/chat/completions", "openai/gpt-5.6", request);
    assertThat(upstream.take().text()).isEqualTo(request.formatted("gpt-5.6"));
  }

  /// With tools, chat goes to this model by the Responses API.
  private static final String OPTIONS =
      "\"prompt_cache_key\":\"k\",\"prompt_cache_retention\":\"24h\",\"prompt_cache_options\":{\"mode\":\"explicit\",\"ttl\":\"30m\"},";

  @Test
  void breakpoints_and_options_cross_from_chat_to_responses() throws Exception {
    upstream.next(Scripts.json(RESPONSE));
    var tools = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"read\"}}],";
    var request =
        CHAT.formatted(POINT)
            .formatted("openai/gpt-5.6-codex")
            .replaceFirst("\\{", "{" + OPTIONS + tools);
    var got = gateway.post("/v1/chat/completions", request);
    assertThat(got.status()).as(got.toString()).isEqualTo(200);
    var sent = upstream.take().json();
    assertThat(sent.has("input")).isTrue();
    assertThat(marked(sent, "prompt_cache_breakpoint")).containsExactly("规则", "一", "三");
    requireOptions(sent);
    assertThat(sent.has("prompt_cache_retention")).as("of earlier models").isFalse();
    assertThat(got.require("x-gateway-losses")).contains("prompt_cache_retention:");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/chat/completions, openai/gpt-5.2, prompt_cache_retention, prompt_cache_options",
    "/v1/chat/completions, openai/gpt-5.6-sol, prompt_cache_options, prompt_cache_retention",
    "/v1/responses, openai/gpt-5.2, prompt_cache_retention, prompt_cache_options",
    "/v1/responses, openai/gpt-5.6-sol, prompt_cache_options, prompt_cache_retention",
    "/v1/messages, openai/gpt-5.2, -, prompt_cache_options"
  })
  void members_for_the_cache_go_to_the_models_that_take_them(
      String door, String model, String taken, String refused) throws Exception {
    upstream.next(Scripts.json(door.endsWith("responses") ? RESPONSE : COMPLETION));
    var body =
        door.endsWith("responses")
            ? "{%s\"model\":\"%s\",\"input\":\"你好\"}"
            : "{%s\"max_tokens\":99,\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"你好\",\"cache_control\":{\"type\":\"ephemeral\"}}]}]}";
    var got = gateway.post(door, body.formatted(door.endsWith("messages") ? "" : OPTIONS, model));
    var sent = upstream.take().json();
    assertThat(sent.has(taken)).isEqualTo(!taken.equals("-"));
    assertThat(sent.has(refused)).isFalse();
    if (!taken.equals("-")) assertThat(got.require("x-gateway-losses")).contains(refused + ":");
  }

  private static void requireOptions(JsonNode sent) {
    assertThat(sent.path("prompt_cache_key").asString("")).isEqualTo("k");
    assertThat(sent.path("prompt_cache_options").toString())
        .isEqualTo("{\"mode\":\"explicit\",\"ttl\":\"30m\"}");
  }

  private static final String RESPONSES =
      """
      {"model":"%%s",%s"store":false,"input":[{"role":"developer","content":[{"type":"input_text","text":"规则",%2$s}]},
        {"role":"user","content":[{"type":"input_text","text":"一",%2$s},{"type":"input_image","image_url":"data:image/png;base64,aGk=",%2$s}]},
        {"type":"function_call","call_id":"t1","name":"read","arguments":"{}"},
        {"type":"function_call_output","call_id":"t1","output":[{"type":"input_text","text":"三",%2$s}]}]}\
      """
          .formatted(OPTIONS, POINT);

  @Test
  void breakpoints_and_options_cross_from_responses_to_chat() throws Exception {
    gateway.close();
    gateway =
        RunningGateway.on(upstream)
            .yaml(
                """
                  house: { dialect: openai, base-url: "%1$s/v1", api-key: k,
                    accepts: [prompt_cache_breakpoint, prompt_cache_key, prompt_cache_options, prompt_cache_retention] }
                rules: [ { provider: house, model: "*", media: [image] } ]
                """
                    .formatted(upstream.uri()))
            .start();
    post("/v1/responses", "house/m", RESPONSES);
    var sent = upstream.take().json();
    assertThat(marked(sent, "prompt_cache_breakpoint"))
        .containsExactly("规则", "一", "image_url", "三");
    requireOptions(sent);
  }

  @Test
  void targets_without_the_members_get_none_of_them_and_it_is_told() throws Exception {
    var got = post("/v1/responses", "plain/m", RESPONSES);
    assertThat(upstream.take().text()).doesNotContain("prompt_cache");
    assertThat(got.require("x-gateway-losses"))
        .contains("prompt_cache_options:unknown-to-target")
        .contains("prompt_cache_retention:unknown-to-target")
        .contains("cache_control:unsupported");
  }
}
