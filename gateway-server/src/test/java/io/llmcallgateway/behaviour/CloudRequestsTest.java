package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.ManyFormats;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Tests requests to Gemini, Vertex AI and Bedrock: each member in its place, and none that the
/// target refuses.
final class CloudRequestsTest extends SharedGateway {
  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) {
    return new RunningGateway.Setup()
        .env("GATEWAY_API_KEY", RunningGateway.CLIENT_KEY)
        .yaml(
            """
            providers:
              google: { dialect: gemini, base-url: "%1$s", api-key: "k" }
              aws: { dialect: bedrock, base-url: "%1$s", api-key: "k" }
              vertex-gemini: { dialect: gemini, base-url: "%1$s/aiplatform.googleapis.com/v1/projects/p/locations/global", api-key: "k" }
              house-claude: { dialect: anthropic, base-url: "%1$s", api-key: "k" }
              vertex-claude: { dialect: anthropic, base-url: "%1$s/aiplatform.googleapis.com/v1/projects/p/locations/global", api-key: "k" }
            rules:
              - { provider: house-claude, betas: [ "advanced-tool-use-2025-11-20=advanced-tools-1" ] }
            """
                .formatted(upstream.baseUrl()));
  }

  private RawAnswer messages(String model, String more, String... headers) throws Exception {
    upstream.always(Scripts.json(500, "{}"));
    return gateway.post("/v1/messages", body(model, more), headers);
  }

  private static String body(String model, String more) {
    return """
    {"model":"%s","max_tokens":100,%s"messages":[{"role":"user","content":"你好"}]}\
    """
        .formatted(model, more);
  }

  private RawAnswer answered(String model, String more, String... headers) throws Exception {
    upstream.always(new ManyFormats());
    return gateway.post("/v1/messages", body(model, more), headers);
  }

  private JsonNode sent() throws Exception {
    return upstream.take().json();
  }

  @Test
  void nova_gets_a_schema_without_what_its_top_level_does_not_take() throws Exception {
    messages(
        "aws/us.amazon.nova-pro-v1:0",
        """
        "tools":[{"name":"t","input_schema":{"$schema":"s","title":"T","type":"object",
        "additionalProperties":false,"$defs":{"City":{"type":"string","title":"市"}},
        "properties":{"a":{"$ref":"#/$defs/City"},"b":{"type":"array","items":{"$ref":"#/$defs/City"}}},
        "required":["a"]}}],\
        """);
    var schema = sent().at("/toolConfig/tools/0/toolSpec/inputSchema/json");
    assertThat(schema.propertyNames()).containsExactlyInAnyOrder("type", "properties", "required");
    assertThat(schema.at("/properties/a/type").asString()).isEqualTo("string");
    assertThat(schema.at("/properties/b/items/title").asString()).isEqualTo("市");
    assertThat(schema.toString()).doesNotContain("$ref");
  }

  @Test
  void a_schema_that_refers_to_itself_ends() throws Exception {
    messages(
        "aws/us.amazon.nova-lite-v1:0",
        """
        "tools":[{"name":"t","input_schema":{"type":"object","definitions":{"N":{"type":"object",
        "properties":{"next":{"$ref":"#/definitions/N"}}}},"properties":{"n":{"$ref":"#/definitions/N"}}}}],\
        """);
    var schema = sent().at("/toolConfig/tools/0/toolSpec/inputSchema/json");
    assertThat(schema.at("/properties/n/properties/next/type").asString()).isEqualTo("object");
  }

  @ParameterizedTest
  @CsvSource({"gemini-3.5-flash,false", "gemini-2.5-pro,false", "gemini-2.0-flash,true"})
  void penalties_go_where_they_are_enabled(String model, boolean taken) throws Exception {
    upstream.always(
        Scripts.json(
            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"好\"}]},\"finishReason\":\"STOP\"}]}"));
    var answer =
        gateway.post(
            Calls.CHAT,
            "{\"model\":\"google/%s\",\"frequency_penalty\":0.5,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
                .formatted(model));
    assertThat(sent().at("/generationConfig/frequencyPenalty").isMissingNode()).isEqualTo(!taken);
    if (!taken) assertThat(answer.require("x-gateway-losses")).contains("frequency_penalty");
  }

  @ParameterizedTest
  @CsvSource({"gemini-3.5-flash,false", "gemini-2.0-flash,true"})
  void penalties_are_cut_out_of_google_s_own_format(String model, boolean taken) throws Exception {
    upstream.always(new ManyFormats());
    var request =
        "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"frequencyPenalty 是什么？\"}]}],"
            + " \"generationConfig\": { \"frequencyPenalty\":0.5,\"temperature\": 0.50,"
            + " \"presence_penalty\" : 1}}";
    var got = gateway.post("/v1beta/models/google%2F" + model + ":generateContent", request);
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    var cut =
        request.replace("\"frequencyPenalty\":0.5,", "").replace(", \"presence_penalty\" : 1", "");
    assertThat(upstream.take().text()).isEqualTo(taken ? request : cut);
    if (!taken) {
      assertThat(got.require("x-gateway-losses"))
          .contains("frequencyPenalty:rejected-by-model")
          .contains("presence_penalty:rejected-by-model");
    }
  }

  @Test
  void a_result_with_references_is_told_as_text_in_google_s_own_format() throws Exception {
    upstream.always(new ManyFormats());
    var turns =
        "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"查\"}]},{\"role\":\"model\",\"parts\":[{\"functionCall\":{\"name\":\"t\",\"args\":{}}}]},{\"role\":\"user\",\"parts\":[{\"functionResponse\":{\"name\":\"t\",\"response\":{\"x\":{\"%s\":\"#/$defs/甲\"}}}}]}],\"tools\":[{\"functionDeclarations\":[{\"name\":\"t\",\"parametersJsonSchema\":{\"$ref\":\"#/$defs/甲\"}}]}]}";
    gateway.post(
        "/v1beta/models/google%2Fgemini-3.5-flash:generateContent", turns.formatted("$ref"));
    var response = sent().at("/contents/2/parts/0/functionResponse/response");
    assertThat(response.path("result").asString()).contains("$ref", "甲");
    gateway.post(
        "/v1beta/models/google%2Fgemini-3.5-flash:generateContent", turns.formatted("ref"));
    assertThat(upstream.take().text()).isEqualTo(turns.formatted("ref"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"google/gemini-3.5-flash", "vertex-gemini/gemini-3.5-flash"})
  void a_result_with_references_is_told_as_text(String model) throws Exception {
    upstream.always(Scripts.json(500, "{}"));
    var result = "{\\\"properties\\\":{\\\"x\\\":{\\\"$ref\\\":\\\"#/$defs/X\\\"}}}";
    gateway.post(
        Calls.CHAT,
        """
        {"model":"%s","tool_choice":"auto","tools":[{"type":"function","function":{"name":"t"}}],"messages":[
        {"role":"user","content":[{"type":"text","text":"x"},{"type":"image_url","image_url":{"url":"data:image/jpg;base64,aGk="}}]},
        {"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"t","arguments":"{}"}}]},
        {"role":"tool","tool_call_id":"c1","content":"%s"}]}\
        """
            .formatted(model, result));
    var sent = sent();
    var response = sent.at("/contents/2/parts/0/functionResponse");
    assertThat(response.at("/response/result").asString()).contains("$ref");
    assertThat(response.has("id")).isEqualTo(model.startsWith("google"));
    assertThat(sent.at("/contents/0/parts/1/inlineData/mimeType").asString())
        .isEqualTo("image/jpeg");
    assertThat(sent.has("toolConfig")).as("auto is the default").isFalse();
  }

  @Test
  void a_file_in_google_s_storage_has_the_type_of_its_name() throws Exception {
    upstream.always(Scripts.json(500, "{}"));
    gateway.post(
        Calls.CHAT,
        """
        {"model":"vertex-gemini/gemini-3.5-flash","messages":[{"role":"user","content":[
        {"type":"image_url","image_url":{"url":"gs://b/cat.png"}}]}]}\
        """);
    assertThat(sent().at("/contents/0/parts/0/fileData/mimeType").asString())
        .isEqualTo("image/png");
  }

  @Test
  void vertex_is_vertex_however_it_is_opened() throws Exception {
    messages("vertex-claude/claude-opus-4-5", "");
    var request = upstream.take();
    assertThat(request.target())
        .endsWith("/publishers/anthropic/models/claude-opus-4-5:rawPredict");
    assertThat(request.json().path("anthropic_version").asString()).isEqualTo("vertex-2023-10-16");
    assertThat(request.json().has("model")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vertex-claude/claude-opus-4-5", "aws/us.anthropic.claude-opus-4-5-v1:0"})
  void an_effort_without_thinking_stays_an_effort(String model) throws Exception {
    messages(
        model,
        """
        "temperature":0.7,"output_config":{"effort":"low"},"tool_choice":{"type":"tool","name":"t"},
        "tools":[{"name":"t","input_schema":{"type":"object"}}],\
        """);
    var sent = sent();
    boolean aws = model.startsWith("aws");
    var fields = aws ? sent.path("additionalModelRequestFields") : sent;
    assertThat(fields.at("/output_config/effort").asString()).isEqualTo("low");
    assertThat(fields.has("thinking")).isFalse();
    var limits = aws ? sent.path("inferenceConfig") : sent;
    assertThat(limits.path("temperature").asDouble()).isEqualTo(0.7);
    assertThat(limits.path(aws ? "maxTokens" : "max_tokens").asInt()).isEqualTo(100);
    var choice = aws ? sent.at("/toolConfig/toolChoice/tool/name") : sent.at("/tool_choice/name");
    assertThat(choice.asString()).isEqualTo("t");
  }

  private static final String BETAS =
      "anthropic-beta:"
          + " claude-code-20250219,interleaved-thinking-2025-05-14,advanced-tool-use-2025-11-20,unheard-of-2030-01-01";
  private static final String DEFERRED =
      "\"tools\":[{\"name\":\"t\",\"defer_loading\":true,\"eager_input_streaming\":true,\"input_schema\":{\"type\":\"object\"}}],";

  @Test
  void vertex_gets_the_betas_and_the_members_of_tools_that_it_takes() throws Exception {
    messages("vertex-claude/claude-sonnet-4-5", DEFERRED, BETAS);
    var request = upstream.take();
    assertThat(request.header("anthropic-beta"))
        .isEqualTo("interleaved-thinking-2025-05-14,tool-search-tool-2025-10-19");
    var tool = request.json().at("/tools/0");
    assertThat(tool.propertyNames()).containsExactlyInAnyOrder("name", "input_schema");
  }

  @Test
  void members_of_tools_and_betas_that_a_cloud_does_not_take_are_told() throws Exception {
    for (var model :
        List.of("vertex-claude/claude-sonnet-4-5", "aws/us.anthropic.claude-sonnet-4-5-v1:0")) {
      var got = answered(model, DEFERRED, BETAS);
      assertThat(got.require("x-gateway-losses"))
          .contains("defer_loading:")
          .contains("eager_input_streaming:")
          .contains("anthropic-beta.unheard-of-2030-01-01:unsupported")
          .doesNotContain("claude-code-20250219");
    }
  }

  @Test
  void a_count_at_vertex_has_no_betas() throws Exception {
    upstream.always(Scripts.json("{\"input_tokens\":7}"));
    var got =
        gateway.post(
            "/v1/messages/count_tokens",
            "{\"model\":\"vertex-claude/claude-sonnet-4-5[1m]\",\"messages\":[{\"role\":\"user\",\"content\":\"数\"}]}",
            BETAS);
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    var request = upstream.take();
    assertThat(request.header("anthropic-beta")).isNull();
    assertThat(request.json().path("model").asString()).isEqualTo("claude-sonnet-4-5");
  }

  @Test
  void what_a_cloud_takes_is_a_rule_that_can_be_set() throws Exception {
    messages("house-claude/claude-sonnet-4-5", "", BETAS);
    assertThat(upstream.take().header("anthropic-beta")).isEqualTo("advanced-tools-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vertex-claude/claude-sonnet-4-5[1m]",
        "aws/us.anthropic.claude-sonnet-4-5-v1:0[1m]",
        "house-claude/claude-sonnet-4-5[1m]",
        "google/gemini-3.5-flash[1m]"
      })
  void a_million_tokens_are_asked_where_the_target_looks_for_it(String model) throws Exception {
    var got = answered(model, "");
    var request = upstream.take();
    var asked = "context-1m-2025-08-07";
    assertThat(request.target() + request.text()).doesNotContain("[1m]").doesNotContain("%5B1m");
    var inBody = request.json().at("/additionalModelRequestFields/anthropic_beta/0");
    if (model.startsWith("aws")) assertThat(inBody.asString()).isEqualTo(asked);
    else if (model.startsWith("vertex"))
      assertThat(request.header("anthropic-beta")).isEqualTo(asked);
    else assertThat(got.require("x-gateway-losses")).contains("model[1m]:unsupported");
  }

  @Test
  void bedrock_gets_the_betas_that_it_takes_in_its_own_place() throws Exception {
    messages("aws/us.anthropic.claude-sonnet-4-5-v1:0", DEFERRED, BETAS);
    var request = upstream.take();
    assertThat(request.header("anthropic-beta")).isNull();
    assertThat(request.json().at("/additionalModelRequestFields/anthropic_beta").toString())
        .isEqualTo("[\"interleaved-thinking-2025-05-14\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"mcp_servers\":[{\"type\":\"url\",\"url\":\"https://a.cn\",\"name\":\"m\"}],",
        "\"container\":\"c\",",
        "\"inference_geo\":\"us\",",
        "\"tool_choice\":{\"type\":\"tool\",\"name\":\"web_search\"},\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"web_search\"},{\"name\":\"Bash\",\"input_schema\":{\"type\":\"object\"}}],",
      })
  void strict_refuses_what_would_mean_something_else(String more) throws Exception {
    for (var model : List.of("google/gemini-3.5-flash", "aws/us.amazon.nova-pro-v1:0")) {
      assertThat(messages(model, more, "x-gateway-strict: true").status()).isEqualTo(400);
      assertThat(upstream.requests()).isEmpty();
      messages(model, more);
      assertThat(upstream.take().text()).doesNotContain("web_search");
      upstream.reset();
    }
  }

  @Test
  void strict_refuses_a_beta_that_would_be_dropped() throws Exception {
    var answer =
        messages(
            "google/gemini-3.5-flash",
            "",
            "x-gateway-strict: true",
            "anthropic-beta: context-1m-2025-08-07");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error().path("message").asString()).contains("context-1m-2025-08-07");
  }
}
