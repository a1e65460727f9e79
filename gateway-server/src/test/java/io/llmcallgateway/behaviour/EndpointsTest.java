package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.ManyFormats;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.Received;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests which endpoint a call uses at a provider with several formats.
final class EndpointsTest extends SharedGateway {
  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"q\":{\"type\":\"string\"}}}";

  /// One for all tests, so that no id comes again.
  private static final ManyFormats VENDOR = new ManyFormats();

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    var root = upstream.uri().toString().replaceFirst("/+$", "");
    return RunningGateway.on(upstream)
        .yaml(
            """
              openai: { base-url: "R/v1", api-key: k }
              azure: { base-url: "R/openai/v1", api-key: k }
              deepseek: { base-url: "R/v1", api-key: k }
              moonshot: { base-url: "R/v1", api-key: k }
              zhipu: { base-url: "R/api/paas/v4", api-key: k }
              zai: { base-url: "R/api/paas/v4", api-key: k }
              minimax: { base-url: "R/v1", api-key: k }
              dashscope: { base-url: "R/compatible-mode/v1", api-key: k }
              volcengine: { base-url: "R/api/v3", api-key: k }
              qianfan: { base-url: "R/v2", api-key: k }
              fireworks_ai: { base-url: "R/inference/v1", api-key: k }
              openrouter: { base-url: "R/api/v1", api-key: k }
              kimi_coding: { base-url: "R/coding/v1", api-key: k }
              zai_coding: { base-url: "R/api/coding/paas/v4", api-key: k }
              zhipu_coding: { base-url: "R/api/coding/paas/v4", api-key: k }
              volcengine_coding: { base-url: "R/api/coding/v3", api-key: k }
              qianfan_coding: { base-url: "R/v2/coding", api-key: k }
              tencent_coding: { base-url: "R/coding/v3", api-key: k }
              stepfun_plan: { base-url: "R/step_plan/v1", api-key: k }
              vertex_ai: { base-url: "R/v1/projects/p/locations/l", api-key: k }
              elsewhere: { dialect: openai, base-url: "R/v1", api-key: k, endpoints: { responses: {} } }
              house:
                dialect: openai
                base-url: "R/v1"
                api-key: secret
                endpoints:
                  responses: {}
                  messages:
                    base-url: "R/claude"
                    auth: x-api-key
                    headers: { x-team: red }
                    models: ["k*", "pinned-*"]
                  gemini: { base-url: "R", paths: { count-tokens: none } }
              chatty: { dialect: openai, base-url: "R/v1", api-key: k, endpoints: { responses: {} }, endpoint: chat }
              moved: { dialect: openai, base-url: "R/own/path", api-key: k }
            rules:
              - { provider: house, model: "only-*", endpoints: [responses] }
              - { provider: house, model: "pinned-*", endpoint: messages }
            models:
              both: { targets: [openai/gpt-5-codex, deepseek/deepseek-v4-pro] }
            """
                .replace("\"R", "\"" + root));
  }

  @BeforeEach
  void speak() {
    upstream.always(VENDOR);
  }

  private RawAnswer ask(String door, String model, String asked, boolean stream) throws Exception {
    boolean tools = asked.contains("tools");
    boolean thinking = asked.contains("thinking");
    boolean off = asked.contains("none");
    return switch (door) {
      case "chat" -> gateway.post(CHAT, chat(model, tools, thinking, off, stream));
      case "responses" -> gateway.post("/v1/responses", responses(model, tools, thinking, stream));
      case "messages" -> gateway.post("/v1/messages", messages(model, tools, thinking, stream));
      case "gemini" ->
          gateway.post(
              "/v1beta/models/"
                  + model
                  + (stream ? ":streamGenerateContent?alt=sse" : ":generateContent"),
              gemini(tools, thinking));
      default -> throw new IllegalArgumentException(door);
    };
  }

  private static String chat(
      String model, boolean tools, boolean thinking, boolean off, boolean stream) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"你好\"}]%s%s%s}"
        .formatted(
            model,
            stream ? ",\"stream\":true" : "",
            tools
                ? ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"find\",\"parameters\":"
                    + SCHEMA
                    + "}}]"
                : "",
            thinking || off ? ",\"reasoning_effort\":\"%s\"".formatted(off ? "none" : "high") : "");
  }

  private static String responses(String model, boolean tools, boolean thinking, boolean stream) {
    return "{\"model\":\"%s\",\"store\":false,\"input\":\"你好\"%s%s%s}"
        .formatted(
            model,
            stream ? ",\"stream\":true" : "",
            tools
                ? ",\"tools\":[{\"type\":\"function\",\"name\":\"find\",\"parameters\":"
                    + SCHEMA
                    + "}]"
                : "",
            thinking ? ",\"reasoning\":{\"effort\":\"high\"}" : "");
  }

  private static String messages(String model, boolean tools, boolean thinking, boolean stream) {
    return "{\"model\":\"%s\",\"max_tokens\":9000,\"messages\":[{\"role\":\"user\",\"content\":\"你好\"}]%s%s%s}"
        .formatted(
            model,
            stream ? ",\"stream\":true" : "",
            tools ? ",\"tools\":[{\"name\":\"find\",\"input_schema\":" + SCHEMA + "}]" : "",
            thinking ? ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":4096}" : "");
  }

  private static String gemini(boolean tools, boolean thinking) {
    return "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"你好\"}]}]%s%s}"
        .formatted(
            tools
                ? ",\"tools\":[{\"functionDeclarations\":[{\"name\":\"find\",\"parametersJsonSchema\":"
                    + SCHEMA
                    + "}]}]"
                : "",
            thinking ? ",\"generationConfig\":{\"thinkingConfig\":{\"thinkingBudget\":4096}}" : "");
  }

  private Received sent(String door, String model, String asked, boolean stream) throws Exception {
    var answer = ask(door, model, asked, stream);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text()).contains("你好");
    return upstream.take();
  }

  @ParameterizedTest
  @CsvSource({
    // Chat takes no tools while these reason; the Responses API does.
    "messages, openai/gpt-5.4,       tools thinking, /v1/responses",
    "messages, openai/gpt-5.5,       tools thinking, /v1/responses",
    "messages, openai/gpt-5.6,       tools,          /v1/responses",
    "messages, azure/gpt-5.4,        tools thinking, /openai/v1/responses",
    "gemini,   openai/gpt-5.4,       tools thinking, /v1/responses",
    "gemini,   openai/gpt-5.6,       tools thinking, /v1/responses",
    "chat,     openai/gpt-5.4,       tools thinking, /v1/responses",
    "chat,     openai/gpt-5.6,       tools,          /v1/responses",
    "chat,     elsewhere/gpt-5.4,    tools thinking, /v1/responses",
    // where nothing forbids it, the client's own format
    "chat,     openai/gpt-5.4,       tools,          /v1/chat/completions",
    "chat,     openai/gpt-5.4,       thinking,       /v1/chat/completions",
    "chat,     openai/gpt-5.6,       tools none,     /v1/chat/completions",
    "chat,     openai/gpt-4o,        tools,          /v1/chat/completions",
    "chat,     azure/gpt-4o,         -,              /openai/v1/chat/completions",
    "responses, openai/gpt-5.6,      tools thinking, /v1/responses",
    "responses, openai/gpt-4o,       -,              /v1/responses",
    "responses, azure/gpt-5.4,       tools,          /openai/v1/responses",
    "messages, openai/gpt-4o,        tools,          /v1/chat/completions",
    // These serve the Responses API alone.
    "chat,     openai/gpt-5-codex,       tools,      /v1/responses",
    "chat,     openai/gpt-5.3-codex,     -,          /v1/responses",
    "messages, openai/gpt-5.1-codex-max, tools,      /v1/responses",
    "chat,     openai/gpt-5-pro,         -,          /v1/responses",
    "gemini,   openai/gpt-5.4-pro,       -,          /v1/responses",
    "chat,     openai/o3-pro,            -,          /v1/responses",
    "chat,     openai/codex-mini-latest, tools,      /v1/responses",
    "chat,     openai/o3-deep-research,  -,          /v1/responses",
    "chat,     azure/computer-use-preview, -,        /openai/v1/responses",
    // Vendors with Anthropic's Messages beside chat.
    "messages, deepseek/deepseek-v4-pro, tools thinking, /anthropic/v1/messages",
    "messages, moonshot/kimi-k3,         tools thinking, /anthropic/v1/messages",
    "messages, zhipu/glm-5,              tools,      /api/anthropic/v1/messages",
    "messages, zai/glm-5,                thinking,   /api/anthropic/v1/messages",
    "messages, minimax/MiniMax-M2.5,     tools,      /anthropic/v1/messages",
    "messages, dashscope/qwen3-max,      tools,      /apps/anthropic/v1/messages",
    "messages, volcengine/doubao-seed-2, -,          /api/compatible/v1/messages",
    "messages, qianfan/ernie-5,          -,          /anthropic/v1/messages",
    "messages, fireworks_ai/x,           -,          /inference/v1/messages",
    "messages, openrouter/z-ai/glm-5,    -,          /api/v1/messages",
    "messages, kimi_coding/kimi-for-coding, tools,   /coding/v1/messages",
    "messages, zai_coding/glm-5,         -,          /api/anthropic/v1/messages",
    "messages, volcengine_coding/glm-5,  -,          /api/coding/v1/messages",
    "messages, qianfan_coding/m,         -,          /anthropic/coding/v1/messages",
    "messages, tencent_coding/m,         -,          /coding/anthropic/v1/messages",
    "messages, stepfun_plan/m,           -,          /step_plan/v1/messages",
    "chat,     deepseek/deepseek-v4-pro, tools,      /v1/chat/completions",
    "gemini,   deepseek/deepseek-v4-pro, -,          /v1/chat/completions",
    "responses, moonshot/kimi-k3,        -,          /v1/chat/completions",
    "chat,     zai_coding/glm-5,         -,          /api/coding/paas/v4/chat/completions",
    "chat,     kimi_coding/kimi-for-coding, -,       /coding/v1/chat/completions",
    // not all models are served there
    "messages, dashscope/qwen3-32b,      -,          /compatible-mode/v1/chat/completions",
    "messages, moonshot/moonshot-v1-8k,  -,          /v1/chat/completions",
    // One provider, two vendors' formats.
    "messages, vertex_ai/claude-sonnet-5, tools,    "
        + " /v1/projects/p/locations/l/publishers/anthropic/models/claude-sonnet-5:rawPredict",
    "chat,     vertex_ai/claude-sonnet-5, -,        "
        + " /v1/projects/p/locations/l/publishers/anthropic/models/claude-sonnet-5:rawPredict",
    "chat,     vertex_ai/gemini-3.5-flash, -,       "
        + " /v1/projects/p/locations/l/publishers/google/models/gemini-3.5-flash:generateContent",
    // One's own.
    "responses, house/any,               -,          /v1/responses",
    "messages, house/kimi,               -,          /claude/v1/messages",
    "messages, house/other,              -,          /v1/chat/completions",
    "gemini,   house/any,                -,          /v1beta/models/any:generateContent",
    "chat,     house/only-there,         -,          /v1/responses",
    "chat,     house/pinned-one,         -,          /claude/v1/messages",
    "responses, chatty/any,              -,          /v1/chat/completions",
  })
  void a_call_goes_to_the_endpoint_that_suits_it(
      String door, String model, String asked, String path) throws Exception {
    assertThat(sent(door, model, asked, false).target()).isEqualTo(path);
    var streamed = path.replace(":rawPredict", ":streamRawPredict");
    streamed = streamed.replace(":generateContent", ":streamGenerateContent?alt=sse");
    assertThat(sent(door, model, asked, true).target()).isEqualTo(streamed);
  }

  @Test
  void tools_and_thinking_arrive_together() throws Exception {
    var body = sent("messages", "openai/gpt-5.4", "tools thinking", true).json();
    assertThat(body.at("/tools/0/name").asString("")).isEqualTo("find");
    assertThat(body.at("/reasoning/effort").asString("")).isIn("medium", "high");
    assertThat(body.path("store").asBoolean(true)).isFalse();
    assertThat(body.path("include").toString()).contains("reasoning.encrypted_content");
  }

  @ParameterizedTest
  @CsvSource({"messages, up/gpt-5.4", "gemini, up/gpt-5.5", "chat, up/gpt-5.6", "chat, up/gpt-5.4"})
  void where_there_is_only_chat_the_effort_is_none_and_told(String door, String model)
      throws Exception {
    var answer = ask(door, model, "tools thinking", false);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    var sent = upstream.take();
    assertThat(sent.target()).endsWith("/chat/completions");
    assertThat(sent.json().path("reasoning_effort").asString("")).isEqualTo("none");
    assertThat(sent.json().path("tools")).hasSize(1);
    assertThat(answer.require("x-gateway-losses")).contains("reasoning_effort:none-with-tools");
  }

  @ParameterizedTest
  @CsvSource({"tools thinking", "tools"})
  void of_the_clients_own_bytes_the_effort_alone_changes(String asked) throws Exception {
    var answer = ask("chat", "up/gpt-5.6", asked, false);
    assertThat(answer.require("x-gateway-losses")).isEqualTo("reasoning_effort:none-with-tools");
    var request = chat("gpt-5.6", true, asked.contains("thinking"), false, false);
    var expected =
        asked.contains("thinking")
            ? request.replace("\"high\"", "\"none\"")
            : request.replaceFirst("\\{", "{\"reasoning_effort\":\"none\",");
    assertThat(upstream.take().text()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "responses, openai/gpt-5.6, gpt-5.6",
    "messages, deepseek/deepseek-v4-pro, deepseek-v4-pro",
    "messages, zai_coding/glm-5, glm-5",
    "messages, house/kimi, kimi",
  })
  void the_clients_own_bytes_pass(String door, String model, String name) throws Exception {
    var answer = ask(door, model, "tools thinking", true);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().first("x-gateway-losses")).isNull();
    var request =
        door.equals("responses")
            ? responses(model, true, true, true)
            : messages(model, true, true, true);
    assertThat(upstream.take().text()).isEqualTo(request.replace(model, name));
  }

  @Test
  void each_endpoint_has_its_own_authentication_and_headers() throws Exception {
    var there = sent("messages", "house/kimi", "-", false);
    assertThat(there.header("x-api-key")).isEqualTo("secret");
    assertThat(there.header("authorization")).isNull();
    assertThat(there.header("x-team")).isEqualTo("red");
    var main = sent("chat", "house/kimi", "-", false);
    assertThat(main.header("authorization")).isEqualTo("Bearer secret");
    assertThat(main.header("x-team")).isNull();
  }

  @Test
  void the_record_tells_the_endpoint_and_the_provider_stays_one() throws Exception {
    sent("messages", "openai/gpt-5.4", "tools thinking", false);
    sent("chat", "openai/gpt-5.4", "-", false);
    var list = "/admin/api/calls?model=openai/gpt-5.4&limit=2";
    Await.until("two calls", () -> gateway.get(list).json().path("calls").size() == 2);
    var calls = gateway.get(list).json().path("calls");
    assertThat(calls.toString()).contains("\"provider\":\"openai\"");
    var newest = gateway.get("/admin/api/calls/" + calls.get(0).path("id").asString()).json();
    var older = gateway.get("/admin/api/calls/" + calls.get(1).path("id").asString()).json();
    assertThat(newest.at("/attempts/0/dialect").asString("")).isEqualTo("openai");
    assertThat(older.at("/attempts/0/dialect").asString("")).isEqualTo("responses");
    assertThat(older.at("/attempts/0/provider").asString("")).isEqualTo("openai");
  }

  @ParameterizedTest
  @ValueSource(strings = {"openai/gpt-5.6", "up/m"})
  void a_response_in_the_background_is_refused(String model) throws Exception {
    var body = "{\"model\":\"" + model + "\",\"input\":\"hi\",\"background\":true}";
    var answer = gateway.post("/v1/responses", body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.error().path("message").asString("")).contains("does not keep");
  }

  @Test
  void a_conversation_goes_on_by_the_gateways_memory() throws Exception {
    var first =
        gateway.post("/v1/responses", "{\"model\":\"openai/gpt-5.6\",\"input\":\"杭州在哪里？\"}").json();
    upstream.take();
    var again =
        gateway.post(
            "/v1/responses",
            "{\"model\":\"openai/gpt-5.6\",\"input\":\"那绍兴呢？\",\"previous_response_id\":\"%s\"}"
                .formatted(first.path("id").asString()));
    assertThat(again.status()).as(again.text()).isEqualTo(200);
    var sent = upstream.take().json();
    assertThat(sent.has("previous_response_id")).isFalse();
    assertThat(sent.path("input").toString()).contains("杭州在哪里？", "那绍兴呢？");
  }

  @ParameterizedTest
  @CsvSource({
    "responses, openai/gpt-4o, 404, /v1/responses, /v1/chat/completions",
    "messages, deepseek/deepseek-v4-pro, 405, /anthropic/v1/messages, /v1/chat/completions",
    "chat, openai/gpt-7-newest, 404, /v1/chat/completions, /v1/responses",
  })
  void an_endpoint_that_is_not_there_is_passed_over_and_not_asked_again_at_once(
      String door, String model, int status, String first, String second) throws Exception {
    for (boolean stream : new boolean[] {false, true}) {
      var name = model + (stream ? "-streamed" : "-plain");
      upstream.next(Scripts.json(status, "{\"detail\":\"Not Found\"}"));
      var answer = ask(door, name, "-", stream);
      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      assertThat(answer.text()).contains("你好");
      var reason = gateway.awaitRecord(answer).at("/attempts/1/reason");
      assertThat(reason.asString()).isEqualTo("endpoint");
      assertThat(upstream.take().target()).isEqualTo(first);
      assertThat(upstream.take().target()).isEqualTo(second);
      assertThat(ask(door, name, "-", !stream).status()).isEqualTo(200);
      assertThat(upstream.take().target()).isEqualTo(second);
      assertThat(ask(door, model + "-another", "-", stream).status()).isEqualTo(200);
      assertThat(upstream.take().target()).as("of another model nothing is known").isEqualTo(first);
    }
  }

  @Test
  void a_model_that_no_endpoint_knows_is_told_once() throws Exception {
    var unknown =
        Scripts.json(
            404, "{\"error\":{\"message\":\"no such model\",\"code\":\"model_not_found\"}}");
    upstream.next(unknown, unknown, unknown, unknown);
    for (int i = 0; i < 2; i++) { // none answered, so that nothing is remembered
      assertThat(ask("chat", "openai/gpt-0", "-", false).status()).isEqualTo(404);
      assertThat(upstream.take().target()).isEqualTo("/v1/chat/completions");
      assertThat(upstream.take().target()).isEqualTo("/v1/responses");
    }
  }

  @Test
  void the_next_target_has_its_own_endpoint() throws Exception {
    upstream.next(Scripts.json(500, "{\"error\":{\"message\":\"down\"}}"));
    var answer = ask("messages", "both", "tools", false);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(upstream.take().target()).isEqualTo("/v1/responses");
    assertThat(upstream.take().target()).isEqualTo("/anthropic/v1/messages");
  }
}
