package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.ManyFormats;
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

/// Tests that a target's traits decide what it is sent, in whichever format a call arrives.
@ExtendWith(LeakCheck.class)
class TraitsTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String ANSWER =
      """
      {"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"好"},"finish_reason":"stop"}],
       "usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}\
      """;
  private static final String MESSAGE =
      """
      {"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"好"}],"stop_reason":"end_turn",
       "stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}\
      """;

  private ScriptedUpstream upstream;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    upstream = ScriptedUpstream.start();
    var url = upstream.uri().toString();
    gateway =
        RunningGateway.on(upstream)
            .yaml(
                """
                  own: { dialect: openai, base-url: "%1$s/v1", api-key: k }
                  house: { dialect: openai, base-url: "%1$s/v1", api-key: k, accepts: [developer-role, store] }
                  twin: { like: mistral, base-url: "%1$s/v1", api-key: k }
                  openai: { base-url: "%1$s/v1", api-key: k }
                  groq: { base-url: "%1$s/v1", api-key: k }
                  xai: { base-url: "%1$s/v1", api-key: k }
                  cerebras: { base-url: "%1$s/v1", api-key: k }
                  mistral: { base-url: "%1$s/v1", api-key: k }
                  anthropic: { base-url: "%1$s", api-key: k }
                  moonshot: { base-url: "%1$s/v1", api-key: k }
                  minimax: { base-url: "%1$s/v1", api-key: k }
                  claude-house: { dialect: anthropic, base-url: "%1$s", api-key: k }
                models:
                  fast: { targets: [anthropic/claude-haiku-4-5] }
                  long: { targets: [anthropic/claude-opus-4-8] }
                """
                    .formatted(url))
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    upstream.close();
  }

  private RawAnswer post(String path, String answer, String request) throws Exception {
    upstream.next(Scripts.json(answer));
    var got = gateway.post(path, request);
    assertThat(got.status()).as(got.toString()).isEqualTo(200);
    return got;
  }

  private static String roles(JsonNode sent) {
    return String.join(",", sent.path("messages").findValuesAsString("role"));
  }

  private static String codex(String model) {
    return """
    {"model":"%s","instructions":"I","store":false,"prompt_cache_key":"abc","metadata":{"a":"b"},
     "input":[{"type":"message","role":"developer","content":[{"type":"input_text","text":"DEV"}]},
              {"type":"message","role":"user","content":[{"type":"input_text","text":"嗨"}]}]}\
    """
        .formatted(model);
  }

  @ParameterizedTest
  @CsvSource({"own/qwen3-max", "groq/openai/gpt-oss-120b", "twin/devstral-2"})
  void codex_reaches_vendors_without_openais_own(String model) throws Exception {
    var got = post("/v1/responses", ANSWER, codex(model));
    var sent = upstream.take().json();
    assertThat(roles(sent)).isEqualTo("system,user");
    assertThat(sent.at("/messages/0/content").asString()).isEqualTo("I\n\nDEV");
    assertThat(sent.has("prompt_cache_key")).isFalse();
    assertThat(sent.has("store")).isFalse();
    assertThat(got.require("x-gateway-losses")).contains("prompt_cache_key:unknown-to-target");
  }

  @Test
  void a_house_provider_gets_what_gateway_yaml_says_it_accepts() throws Exception {
    var request =
        "{ \"model\":\"house/m\", \"store\" :"
            + " true,\"verbosity\":\"low\",\"messages\":[{\"role\":\"developer\",\"content\":\"一\"},{\"role\":\"user\",\"content\":\"嗨\"}]}";
    var got = post(CHAT, ANSWER, request);
    assertThat(upstream.take().text())
        .isEqualTo(request.replace("house/m", "m").replace("\"verbosity\":\"low\",", ""));
    assertThat(got.require("x-gateway-losses")).isEqualTo("verbosity:unknown-to-target");
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void openai_gets_its_own_bytes(String stream) throws Exception {
    var request =
        "{\"model\":\"openai/gpt-4o\",\"stream\":false,\"store\":"
            + stream
            + ",\"verbosity\" :"
            + " \"low\",\"messages\":[{\"role\":\"developer\",\"content\":\"一\"},{\"role\":\"user\",\"content\":\"嗨\",\"name\":\"ann\"},{\"role\":\"system\",\"content\":\"三\"}]}";
    post(CHAT, ANSWER, request);
    assertThat(upstream.take().text()).isEqualTo(request.replace("openai/gpt-4o", "gpt-4o"));
  }

  @Test
  void system_messages_among_the_turns_are_told_as_the_user_s() throws Exception {
    var request =
        "{\"model\":\"own/Qwen/Qwen3.6-27B\",\"max_tokens\":100,\"system\":\"S\",\"messages\":[{\"role\":\"user\",\"content\":\"u1\"},{\"role\":\"system\",\"content\":\"MID\"}]}";
    var got = post("/v1/messages", ANSWER, request);
    assertThat(roles(upstream.take().json())).isEqualTo("system,user,user");
    assertThat(got.require("x-gateway-losses")).contains("system-as-user");
  }

  @ParameterizedTest
  @CsvSource({
    "fast, false",
    "anthropic/claude-haiku-4-5, false",
    "anthropic/claude-opus-4-8, true",
    "claude-house/kimi-k2.6, false"
  })
  void the_model_that_is_really_called_decides(String model, boolean takes) throws Exception {
    var request =
        "{\"model\":\"%s\",\"max_tokens\":100,\"system\":["
            + " {\"type\":\"text\",\"text\":\"x-anthropic-billing-header: cc_version=2;"
            + " cch=71fea;\"},"
            + " {\"type\":\"text\",\"text\":\"S\"}],\"messages\":[{\"role\":\"user\",\"content\":\"u1\"},{\"role\":\"system\",\"content\":\"MID\"}]}";
    post("/v1/messages", MESSAGE, request.formatted(model));
    var sent = upstream.take();
    assertThat(roles(sent.json())).isEqualTo(takes ? "user,system" : "user,user");
    boolean billed = !model.startsWith("claude-house");
    assertThat(sent.text().contains("x-anthropic-billing-header")).isEqualTo(billed);
    assertThat(sent.json().path("system")).hasSize(billed ? 2 : 1);
    if (takes) assertThat(sent.text()).isEqualTo(request.formatted("claude-opus-4-8"));
  }

  @Test
  void the_billing_header_goes_to_nobody_by_translation() throws Exception {
    post(
        "/v1/messages",
        ANSWER,
        "{\"model\":\"own/m\",\"max_tokens\":9,\"system\":[{\"type\":\"text\",\"text\":\"x-anthropic-billing-header:"
            + " cch=1;\"},{\"type\":\"text\",\"text\":\"S\"}],\"messages\":[{\"role\":\"user\",\"content\":\"嗨\"}]}");
    assertThat(upstream.take().json().at("/messages/0/content").asString()).isEqualTo("S");
  }

  @ParameterizedTest
  @ValueSource(strings = {"anthropic/claude-opus-4-8[1m]", "claude-opus-4-8[1m]", "long[1m]"})
  void a_million_tokens_are_asked_by_the_beta(String model) throws Exception {
    upstream.always(new ManyFormats()); // a bare name may ask for lists of models first
    var got =
        gateway.post(
            "/v1/messages",
            "{\"model\":\""
                + model
                + "\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"嗨\"}]}");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    var sent = upstream.requests().getLast();
    assertThat(sent.json().path("model").asString()).isEqualTo("claude-opus-4-8");
    assertThat(sent.header("anthropic-beta")).isEqualTo("context-1m-2025-08-07");
  }

  @Test
  void mistral_gets_its_own_members_parts_and_order() throws Exception {
    post(
        CHAT,
        ANSWER,
        """
        {"model":"mistral/mistral-large-latest","safe_prompt":true,"random_seed":7,"prediction":{"type":"content","content":"x"},"messages":[
         {"role":"user","name":"ann","content":[{"type":"text","text":"读"},{"type":"document_url","document_url":"https://a.example/b.pdf"},{"type":"input_audio","input_audio":"aGk="}]},
         {"role":"assistant","content":"","tool_calls":[{"id":"abcdefghi","type":"function","function":{"name":"f","arguments":"{}"}}]},
         {"role":"tool","tool_call_id":"abcdefghi","content":"晴"},{"role":"user","content":"所以？"},{"role":"assistant","content":"其"}],
         "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}]}\
        """);
    var sent = upstream.take().json();
    assertThat(sent.path("safe_prompt").asBoolean()).isTrue();
    assertThat(sent.path("random_seed").asInt()).isEqualTo(7);
    assertThat(sent.has("prediction")).isTrue();
    assertThat(sent.at("/messages/0").has("name")).isFalse();
    assertThat(sent.at("/messages/0/content/1/document_url").asString())
        .isEqualTo("https://a.example/b.pdf");
    assertThat(sent.at("/messages/0/content/2/input_audio").asString()).isEqualTo("aGk=");
    assertThat(roles(sent)).isEqualTo("user,assistant,tool,assistant,user,assistant");
    assertThat(sent.at("/messages/5/prefix").asBoolean()).isTrue();
  }

  @Test
  void claude_code_reaches_mistral_s_models_elsewhere_in_their_order() throws Exception {
    post(
        "/v1/messages",
        ANSWER,
        """
        {"model":"own/mistralai/Mistral-Small-3.2","max_tokens":9,"messages":[{"role":"user","content":"嗨"},
         {"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"f","input":{}}]},
         {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"晴"},{"type":"text","text":"所以？"}]}]}\
        """);
    assertThat(roles(upstream.take().json())).isEqualTo("user,assistant,tool,assistant,user");
  }

  /// What asks for thinking, and what arrives; `=` is the client's own bytes.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "anthropic/claude-opus-4-8 | {\"type\":\"enabled\", \"budget_tokens\":2000} |"
            + " {\"type\":\"adaptive\"}",
        "anthropic/claude-opus-4-8 |"
            + " {\"budget_tokens\":2000,\"display\":\"omitted\",\"type\":\"enabled\"} |"
            + " {\"type\":\"adaptive\",\"display\":\"omitted\"}",
        "anthropic/claude-opus-4-8 | {\"type\" : \"adaptive\"} | =",
        "anthropic/claude-opus-4-8 | {\"type\":\"disabled\"} | =",
        "fast | {\"type\":\"enabled\", \"budget_tokens\":2000} | =",
        "fast | {\"type\":\"adaptive\"} | {\"type\":\"enabled\",\"budget_tokens\":8192}",
        "claude-house/anything | {\"type\":\"adaptive\"} | =",
        "claude-house/anything | {\"type\":\"enabled\", \"budget_tokens\":2000} | =",
        "moonshot/kimi-k2.6 | {\"type\":\"disabled\"} | =",
        "moonshot/kimi-k2.7-code | {\"type\":\"disabled\"} | ",
        "moonshot/kimi-k2.7-code | {\"type\":\"adaptive\"} |"
            + " {\"type\":\"enabled\",\"budget_tokens\":8192}",
        "minimax/MiniMax-M3 | {\"type\":\"enabled\", \"budget_tokens\":2000} |"
            + " {\"type\":\"adaptive\"}",
        "minimax/MiniMax-M3 | {\"type\":\"disabled\"} | =",
      })
  void thinking_is_asked_for_as_the_model_knows_it(String model, String asked, String sent)
      throws Exception {
    var rest = "\"max_tokens\": 9000,\"messages\":[{\"role\":\"user\",\"content\":\"嗨 enabled\"}]}";
    var request = "{\"model\":\"" + model + "\",\"thinking\":" + asked + "," + rest;
    post("/v1/messages", MESSAGE, request);
    var got = upstream.take();
    if (sent == null) assertThat(got.json().has("thinking")).as(got.text()).isFalse();
    else assertThat(got.text()).contains("\"thinking\":" + (sent.equals("=") ? asked : sent));
    boolean untouched = sent != null && sent.equals("=");
    if (untouched) assertThat(got.text()).endsWith("," + rest);
  }

  /// Of two functions, the first strict and the second not, or both strict.
  @ParameterizedTest
  @CsvSource({
    "own/m, true, 'true,true'",
    "groq/openai/gpt-oss-20b, true, 'true,true'",
    "xai/grok-4.3, '', ''",
    "cerebras/gpt-oss-120b, '', 'true,true'",
    "cerebras/qwen-3.8-27b, '', ''",
  })
  void functions_are_strict_where_the_target_takes_it(String model, String mixed, String both)
      throws Exception {
    for (boolean second : new boolean[] {false, true}) {
      for (var door : List.of(CHAT, "/v1/responses", "/v1/messages")) {
        var got = post(door, ANSWER, strict(door, model, second));
        var tools = upstream.take().json().path("tools");
        var told = "" + got.header("x-gateway-losses");
        var wanted = second ? both : mixed;
        var sent = new ArrayList<String>();
        for (var tool : tools) {
          assertThat(tool.at("/function/parameters/type").asString()).isEqualTo("object");
          if (wanted.isEmpty()) assertThat(tool.path("function").has("strict")).as(door).isFalse();
          if (tool.at("/function/strict").asBoolean(false)) sent.add("true");
        }
        assertThat(String.join(",", sent)).as(door + " " + tools).isEqualTo(wanted);
        assertThat(told.contains("tools.strict:unsupported")).as(told).isEqualTo(wanted.isEmpty());
      }
    }
  }

  private static String strict(String door, String model, boolean second) {
    var function =
        switch (door) {
          case CHAT ->
              "{\"type\":\"function\",\"function\":{\"name\":\"%s\",\"strict\":%s,\"description\":\"查\",\"parameters\":{\"type\":\"object\"}}}";
          case "/v1/responses" ->
              "{\"type\":\"function\",\"name\":\"%s\",\"strict\":%s,\"description\":\"查\",\"parameters\":{\"type\":\"object\"}}";
          default ->
              "{\"name\":\"%s\",\"strict\":%s,\"description\":\"查\",\"input_schema\":{\"type\":\"object\"}}";
        };
    var tools = function.formatted("f", true) + "," + function.formatted("g", second);
    var asked = door.equals("/v1/responses") ? "\"input\"" : "\"max_tokens\":90,\"messages\"";
    return "{\"model\":\"%s\",\"tools\":[%s],%s:[{\"role\":\"user\",\"content\":\"嗨\"}]}"
        .formatted(model, tools, asked);
  }

  @ParameterizedTest
  @CsvSource({
    "anthropic/claude-opus-4-8, 'user,system,assistant,user,system'",
    "anthropic/claude-haiku-4-5, 'user,assistant,user'",
    "claude-house/kimi-k2.6, 'user,assistant,user'"
  })
  void translated_instructions_stay_where_the_model_takes_them(String model, String roles)
      throws Exception {
    post(
        CHAT,
        MESSAGE,
        """
        {"model":"%s","messages":[{"role":"system","content":"S"},{"role":"user","content":"一"},{"role":"developer","content":"二"},
         {"role":"system","content":"三"},{"role":"assistant","content":"四"},{"role":"user","content":"五"},{"role":"system","content":"六"}]}\
        """
            .formatted(model));
    var sent = upstream.take().json();
    assertThat(roles(sent)).isEqualTo(roles);
    boolean taken = roles.contains("system");
    if (taken) assertThat(sent.at("/messages/1/content").toString()).contains("二\\n\\n三");
    assertThat(sent.toString().contains("<system>")).isEqualTo(!taken);
    post(
        "/v1/responses",
        MESSAGE,
        "{\"model\":\"%s\",\"store\":false,\"input\":[{\"role\":\"user\",\"content\":\"一\"},{\"role\":\"developer\",\"content\":\"二\"},{\"role\":\"user\",\"content\":\"三\"}]}"
            .formatted(model));
    assertThat(roles(upstream.take().json())).isEqualTo("user");
  }
}
