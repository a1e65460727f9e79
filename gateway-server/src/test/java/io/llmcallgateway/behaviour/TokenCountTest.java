package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests token counts by the provider, and by the gateway where the provider cannot count.
final class TokenCountTest extends SharedGateway {
  private static final String ESTIMATED = "count:estimated";

  @Override
  RunningGateway.Setup setup(ScriptedUpstream scripted) {
    return RunningGateway.on(scripted)
        .yaml(
            row(scripted, "bed", "bedrock")
                + row(scripted, "ant", "anthropic")
                + row(scripted, "res", "responses"));
  }

  private static String row(ScriptedUpstream upstream, String id, String dialect) {
    return "  %s: { dialect: %s, base-url: \"%s\", api-key: k }\n"
        .formatted(id, dialect, upstream.uri());
  }

  private static String messages(String model, String text) {
    return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted(model, text);
  }

  @ParameterizedTest
  @CsvSource({
    // 7 for the message's frame and the end; o200k_base has 4 tokens for the text, cl100k_base 7
    "up/gpt-5, 11",
    "up/some-model, 11",
    "up/gpt-4, 14",
    "up/gpt-4-turbo, 14",
    "up/gpt-4o, 11",
    "up/gpt-4.1, 11",
  })
  void an_estimate_counts_with_the_models_vocabulary(String model, int tokens) throws Exception {
    var got = gateway.post("/v1/messages/count_tokens", messages(model, "你好，世界 hello"));
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    assertThat(got.json().path("input_tokens").asInt()).isEqualTo(tokens);
    assertThat(got.require("x-gateway-losses")).isEqualTo(ESTIMATED);
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void an_estimate_counts_tools_and_pictures() throws Exception {
    var image =
        "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\","
            + "\"data\":\"aGk=\"}}";
    var body =
        "{\"model\":\"up/m\",\"tools\":[{\"name\":\"weather\",\"description\":\"查天气\","
            + "\"input_schema\":{\"type\":\"object\"}}],"
            + "\"messages\":[{\"role\":\"user\",\"content\":["
            + image
            + "]}]}";
    var got = gateway.post("/v1/messages/count_tokens", body);
    assertThat(got.json().path("input_tokens").asInt()).isBetween(812, 830);
  }

  @Test
  void text_without_end_or_spaces_is_estimated_in_time() throws Exception {
    var got = gateway.post("/v1/messages/count_tokens", messages("up/m", "你好世界".repeat(500_000)));
    assertThat(got.json().path("input_tokens").asInt()).isBetween(900_000, 1_100_000);
  }

  @Test
  void what_looks_like_a_special_token_is_text() throws Exception {
    var got = gateway.post("/v1/messages/count_tokens", messages("up/m", "<|endoftext|>"));
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.json().path("input_tokens").asInt()).isGreaterThan(8);
  }

  @ParameterizedTest
  @CsvSource({
    "400, ValidationException, The provided model doesn't support counting tokens.",
    "404, ResourceNotFoundException, no such model",
    "403, AccessDeniedException, You don't have access to the model with the specified model ID.",
  })
  void a_model_that_bedrock_does_not_count_for_is_estimated(int status, String type, String text)
      throws Exception {
    upstream.next(
        Scripts.json(status, "{\"message\":\"" + text + "\"}", "x-amzn-errortype: " + type));
    var got = gateway.post("/v1/messages/count_tokens", messages("bed/some.model", "你好，世界"));
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    assertThat(upstream.take().target()).isEqualTo("/model/some.model/count-tokens");
    assertThat(got.json().path("input_tokens").asInt()).isEqualTo(10);
    assertThat(got.require("x-gateway-losses")).contains(ESTIMATED);
    assertThat(gateway.awaitInteraction(text)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "403, UnrecognizedClientException, The security token included is invalid., 502",
    "401, UnauthorizedException, no, 502",
    "429, ThrottlingException, slow down, 429",
    "500, InternalServerException, oh, 502",
    "503, ServiceUnavailableException, busy, 529",
  })
  void a_bad_key_and_trouble_that_passes_stay_errors(int status, String type, String text, int seen)
      throws Exception {
    upstream.next(
        Scripts.json(status, "{\"message\":\"" + text + "\"}", "x-amzn-errortype: " + type));
    var got = gateway.post("/v1/messages/count_tokens", messages("bed/some.model", "一"));
    assertThat(got.status()).as(got.text()).isEqualTo(seen);
    assertThat(got.json().path("type").asString()).isEqualTo("error");
  }

  @Test
  void a_server_of_anthropics_format_without_a_count_is_estimated() throws Exception {
    upstream.next(Scripts.html(404));
    var got = gateway.post("/v1/messages/count_tokens", messages("ant/claude-x", "你好，世界"));
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    assertThat(got.json().path("input_tokens").asInt()).isEqualTo(10);
  }

  @Test
  void what_a_vendor_finds_wrong_in_its_own_format_is_told() throws Exception {
    upstream.next(
        Scripts.json(
            400,
            "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"no\"}}"));
    var got = gateway.post("/v1/messages/count_tokens", messages("ant/claude-x", "一"));
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.json().at("/error/message").asString()).isEqualTo("no");
  }

  @Test
  void openais_count_passes_as_it_is() throws Exception {
    var answer = "{\"object\":\"response.input_tokens\",\"input_tokens\":11}";
    upstream.next(Scripts.json(answer));
    var got = gateway.post("/v1/responses/input_tokens", "{\"model\":\"res/m\",\"input\":\"你好\"}");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    var asked = upstream.take();
    assertThat(asked.target()).endsWith("/responses/input_tokens");
    assertThat(asked.text()).isEqualTo("{\"model\":\"m\",\"input\":\"你好\"}");
    assertThat(got.text()).isEqualTo(answer);
  }

  @Test
  void openais_clients_get_the_counts_of_others_in_their_form() throws Exception {
    upstream.next(Scripts.json("{\"input_tokens\":12}"));
    var got =
        gateway.post(
            "/v1/responses/input_tokens",
            "{\"model\":\"ant/claude-x\",\"instructions\":\"简短\",\"input\":\"你好\"}");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    var asked = upstream.take();
    assertThat(asked.target()).isEqualTo("/v1/messages/count_tokens");
    assertThat(asked.json().has("stream")).isFalse();
    assertThat(got.text()).isEqualTo("{\"object\":\"response.input_tokens\",\"input_tokens\":12}");
  }

  @Test
  void other_clients_are_counted_for_by_openai() throws Exception {
    upstream.next(Scripts.json("{\"object\":\"response.input_tokens\",\"input_tokens\":13}"));
    var body =
        "{\"model\":\"res/m\",\"system\":\"简短\",\"tools\":[{\"name\":\"t\",\"input_schema\":"
            + "{\"type\":\"object\"}}],\"messages\":[{\"role\":\"user\",\"content\":\"你好\"}]}";
    var got = gateway.post("/v1/messages/count_tokens", body);
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    assertThat(got.json().path("input_tokens").asInt()).isEqualTo(13);
    var asked = upstream.take().json();
    assertThat(asked.propertyNames())
        .isSubsetOf("model", "input", "instructions", "tools", "reasoning", "text");
    assertThat(asked.path("tools").size()).isEqualTo(1);
  }

  @Test
  void an_openai_client_gets_an_estimate_where_nobody_counts() throws Exception {
    var got =
        gateway.post("/v1/responses/input_tokens", "{\"model\":\"up/m\",\"input\":\"你好，世界\"}");
    assertThat(got.text()).isEqualTo("{\"object\":\"response.input_tokens\",\"input_tokens\":10}");
    assertThat(got.require("x-gateway-losses")).isEqualTo(ESTIMATED);
  }

  @Test
  void a_count_never_streams() throws Exception {
    var got =
        gateway.post(
            "/v1/responses/input_tokens", "{\"model\":\"up/m\",\"input\":\"一\",\"stream\":true}");
    assertThat(got.json().path("object").asString()).isEqualTo("response.input_tokens");
  }
}
