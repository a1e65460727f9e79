package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RawAnswer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests that invalid bodies and paths are answered with an error that says what is wrong, and
/// reach neither a provider nor the journal.
final class BadRequestTest extends SharedGateway {

  private static Arguments body(String what, String body, String hint) {
    return body(what, body.getBytes(StandardCharsets.UTF_8), hint);
  }

  private static Arguments body(String what, byte[] body, String hint) {
    return Arguments.of(what, body, hint);
  }

  static Stream<Arguments> bodies() {
    var good = Calls.chat("up/gpt-4o-mini");
    var notUtf8 = good.replace("你好", "XY").getBytes(StandardCharsets.UTF_8);
    notUtf8[new String(notUtf8, StandardCharsets.ISO_8859_1).indexOf("XY")] = (byte) 0xC3;
    var messages = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
    return Stream.of(
        body("not JSON", "hello", "JSON"),
        body("empty", "", "empty"),
        body("only white space", " \r\n\t ", "JSON"),
        body("cut off", good.substring(0, good.length() - 9), "JSON"),
        body("not UTF-8", notUtf8, "UTF-8"),
        body("UTF-16", good.getBytes(StandardCharsets.UTF_16), "UTF-8"),
        body("UTF-16 little-endian", good.getBytes(StandardCharsets.UTF_16LE), "UTF-8"),
        body(
            "1,000 levels deep",
            "{\"model\":\"up/m\","
                + messages
                + ",\"x\":"
                + "[".repeat(1000)
                + "]".repeat(1000)
                + "}",
            "depth"),
        body("an array", "[" + good + "]", "object"),
        body("a string", "\"hi\"", "object"),
        body("null", "null", "object"),
        body(
            "duplicate model", "{\"model\":\"up/a\",\"model\":\"up/b\"," + messages + "}", "model"),
        body(
            "duplicate model, escaped",
            "{\"model\":\"up/a\",\"mod\\u0065l\":\"up/b\"," + messages + "}",
            "model"),
        body(
            "duplicate messages",
            "{\"model\":\"up/a\"," + messages + "," + messages + "}",
            "messages"),
        body("model a number", "{\"model\":5," + messages + "}", "model"),
        body("model null", "{\"model\":null," + messages + "}", "model"),
        body("model empty", "{\"model\":\"\"," + messages + "}", "model"),
        body("model an object", "{\"model\":{}," + messages + "}", "model"),
        body("no model", "{" + messages + "}", "model"),
        body("no messages", "{\"model\":\"up/a\"}", "messages"),
        body("messages empty", "{\"model\":\"up/a\",\"messages\":[]}", "messages"),
        body("messages a string", "{\"model\":\"up/a\",\"messages\":\"hi\"}", "messages"),
        body("messages null", "{\"model\":\"up/a\",\"messages\":null}", "messages"),
        body("a message a string", "{\"model\":\"up/a\",\"messages\":[\"hi\"]}", "messages[0]"),
        body(
            "a message without role",
            "{\"model\":\"up/a\",\"messages\":[{\"content\":\"x\"}]}",
            "role"),
        body(
            "stream a string",
            "{\"model\":\"up/a\",\"stream\":\"true\"," + messages + "}",
            "stream"),
        body("stream a number", "{\"model\":\"up/a\",\"stream\":1," + messages + "}", "stream"),
        body(
            "stream_options a string",
            "{\"model\":\"up/a\",\"stream_options\":\"x\"," + messages + "}",
            "stream_options"),
        body("trailing garbage", good + " x", "JSON"),
        body("two documents", good + good, "JSON"),
        body("a comment", good.replaceFirst("\\{", "{/* hi */"), "JSON"),
        body("single quotes", good.replace('"', '\''), "JSON"),
        body("NaN", good.replaceFirst("\\{", "{\"temperature\":NaN,"), "JSON"),
        body("a raw newline in a string", good.replace("你好", "a\nb"), "JSON"),
        body("a lone quote", "\"", "JSON"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void says_what_is_wrong_with_a_body(String what, byte[] body, String hint) throws Exception {
    try (var client = gateway.client()) {
      client.post(CHAT, body, authorized());
      var answer = client.answer();
      requireOpenAiError(answer, 400);
      assertThat(answer.error().path("type").asString()).isEqualTo("invalid_request_error");
      assertThat(answer.error().path("origin").asString()).isEqualTo("gateway");
      assertThat(answer.error().path("message").asString()).as(what).contains(hint);
      client.post(CHAT, Calls.chat("up/gpt-4o-mini"), authorized());
      assertThat(client.answer().status()).as("the next call on this connection").isEqualTo(200);
    }
    assertThat(upstream.requests()).hasSize(1);
  }

  static void requireOpenAiError(RawAnswer answer, int status) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.header("content-type")).startsWith("application/json");
    var error = answer.error();
    assertThat(error.path("message").asString()).isNotBlank();
    assertThat(error.path("type").asString()).isNotBlank();
    assertThat(error.has("param")).isTrue();
    assertThat(error.has("code")).isTrue();
  }

  @Test
  void names_the_parameter_at_fault() throws Exception {
    var answer = gateway.post(CHAT, "{\"model\":\"up/a\",\"messages\":7}");
    assertThat(answer.error().path("param").asString()).isEqualTo("messages");
  }

  @Test
  void takes_a_body_that_starts_with_a_byte_order_mark() throws Exception {
    var answer = gateway.post(CHAT, "\uFEFF" + Calls.chat("up/gpt-4o-mini"));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    var sent = upstream.take();
    assertThat(sent.json().path("model").asString()).isEqualTo("gpt-4o-mini");
    assertThat(sent.json().at("/messages/0/content").asString()).startsWith("你好");
  }

  @Test
  void malformed_requests_are_not_counted_as_calls() throws Exception {
    gateway.post(CHAT, Calls.chat("up/gpt-4o-mini"));
    long before =
        gateway
            .awaitMetrics("idle", metrics -> metrics.path("active_requests").asInt() == 0)
            .path("total_requests")
            .asLong();
    gateway.post(CHAT, "{");
    gateway.post("/v1/nothing", "{}");
    gateway.get("/v1/models");
    assertThat(gateway.metrics().path("total_requests").asLong()).isEqualTo(before);
  }

  @Test
  void an_unknown_path_is_a_404_in_openais_words() throws Exception {
    for (var path :
        new String[] {
          "/v1/nothing",
          "/nothing",
          "/v1",
          "/v1/chat",
          "/v2/chat/completions",
          "/v1/chat/completions/x"
        }) {
      var answer = gateway.post(path, Calls.chat("up/m"));
      requireOpenAiError(answer, 404);
      assertThat(answer.error().path("message").asString()).contains(path);
    }
  }

  @Test
  void a_wrong_method_is_a_405_that_names_the_right_ones() throws Exception {
    var answer = gateway.get(CHAT);
    requireOpenAiError(answer, 405);
    assertThat(answer.header("Allow")).contains("POST");
    var models = gateway.post("/v1/models", "{}");
    requireOpenAiError(models, 405);
    assertThat(models.header("Allow")).contains("GET");
    try (var client = gateway.client()) {
      client.request("DELETE", "/metrics", null, authorized());
      requireOpenAiError(client.answer(), 405);
    }
  }

  @Test
  void an_unknown_model_is_a_404_that_says_how_to_configure_it() throws Exception {
    var answer = gateway.post(CHAT, Calls.chat("no-such-model"));
    requireOpenAiError(answer, 404);
    assertThat(answer.error().path("code").asString()).isEqualTo("model_not_found");
    assertThat(answer.error().path("message").asString())
        .contains("no-such-model")
        .contains("gateway.yaml");
  }

  @Test
  void embeddings_and_completions_are_checked_too() throws Exception {
    requireOpenAiError(gateway.post("/v1/embeddings", "{\"model\":\"up/e\"}"), 400);
    requireOpenAiError(gateway.post("/v1/embeddings", "{\"model\":\"up/e\",\"input\":{}}"), 400);
    requireOpenAiError(gateway.post("/v1/embeddings", "{\"model\":\"up/e\",\"input\":[]}"), 400);
    requireOpenAiError(gateway.post("/v1/completions", "{\"model\":\"up/e\"}"), 400);
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void takes_embeddings_of_a_string_of_strings_and_of_tokens() throws Exception {
    for (var input : new String[] {"\"你好\"", "[\"a\",\"b\"]", "[1,2,3]", "[[1,2],[3]]"}) {
      var answer = gateway.post("/v1/embeddings", "{\"model\":\"up/e\",\"input\":" + input + "}");
      assertThat(answer.status()).as(input).isEqualTo(200);
      assertThat(upstream.take().text()).isEqualTo("{\"model\":\"e\",\"input\":" + input + "}");
    }
  }

  @Test
  void paths_work_without_v1_too() throws Exception {
    assertThat(gateway.post("/chat/completions", Calls.chat("up/m")).status()).isEqualTo(200);
    assertThat(gateway.post("/embeddings", "{\"model\":\"up/e\",\"input\":\"x\"}").status())
        .isEqualTo(200);
    assertThat(gateway.post("/completions", "{\"model\":\"up/e\",\"prompt\":\"x\"}").status())
        .isEqualTo(200);
  }
}
