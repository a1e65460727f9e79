package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.BadRequestTest.requireOpenAiError;
import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Tests that the journal has both sides of every call, whatever becomes of it.
final class JournalOfCallsTest extends SharedGateway {
  private static final String API = "/admin/api/calls";

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .yaml(
            """
            models:
              secretive: { targets: [up/secretive], journal: off }
              terse: { targets: [up/terse], journal: metadata }
              careful: { targets: [up/first, up/second] }
            """);
  }

  private JsonNode list(String query) throws Exception {
    var answer = gateway.get(API + "?" + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().path("calls");
  }

  /// The one call to a model, with its bodies.
  private JsonNode only(String model) throws Exception {
    Await.until("a call to " + model, () -> list("model=" + model).size() == 1);
    var id = list("model=" + model).path(0).path("id").asString();
    return gateway.get(API + "/" + id + "?bodies=true").json();
  }

  private static String body(JsonNode call, String kind) {
    for (var payload : call.path("payloads")) {
      if (payload.path("kind").asString().equals(kind)) return payload.path("text").asString();
    }
    return "";
  }

  @Test
  void a_plain_call_is_kept_with_both_sides() throws Exception {
    var answer =
        gateway.post(
            CHAT,
            Calls.chat("up/plain", "鲁迅是谁？"),
            "x-gateway-tag-Team: 研发",
            "x-session-id: s-1",
            "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    var call = only("up/plain");
    assertThat(call.path("id").asString()).isEqualTo(answer.header("x-request-id"));
    assertThat(call.path("state").asString()).isEqualTo("success");
    assertThat(call.path("status").asInt()).isEqualTo(200);
    assertThat(call.path("provider").asString()).isEqualTo("up");
    assertThat(call.path("model_sent").asString()).isEqualTo("plain");
    assertThat(call.path("lane").asString()).isEqualTo("verbatim");
    assertThat(call.at("/usage/total").asInt()).isPositive();
    assertThat(call.at("/timing/gateway_us").asLong()).isPositive();
    assertThat(call.at("/attempts/0/status").asInt()).isEqualTo(200);
    assertThat(call.at("/client/key").asString()).isEqualTo("client");
    assertThat(call.at("/client/session").asString()).isEqualTo("s-1");
    assertThat(call.at("/client/trace").asString()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(call.at("/tags/team").asString()).isEqualTo("研发");
    assertThat(body(call, "client_request")).isEqualTo(Calls.chat("up/plain", "鲁迅是谁？"));
    assertThat(body(call, "provider_request")).contains("\"model\":\"plain\"", "鲁迅是谁？");
    assertThat(body(call, "provider_answer")).isEqualTo(body(call, "client_answer"));
    assertThat(body(call, "client_answer")).isEqualTo(answer.text());
    assertThat(call.toString())
        .doesNotContain(RunningGateway.CLIENT_KEY, RunningGateway.UPSTREAM_KEY);
  }

  @Test
  void a_stream_is_kept_raw_and_as_one_document() throws Exception {
    var answer = gateway.post(CHAT, Calls.stream("up/streamed"));
    var call = only("up/streamed");
    assertThat(call.path("stream").asBoolean()).isTrue();
    assertThat(call.at("/timing/first_token_us").asLong()).isPositive();
    assertThat(body(call, "client_stream")).isEqualTo(new String(answer.body(), UTF_8));
    assertThat(body(call, "provider_answer")).contains("data: [DONE]");
    assertThat(body(call, "client_answer")).contains("chat.completion");
    assertThat(call.path("answer").asString()).isEqualTo(answer.streamedContent());
  }

  @Test
  void what_of_a_translated_answer_does_not_reach_the_client_is_kept() throws Exception {
    var logprobs = "\"logprobs\":{\"content\":[{\"token\":\"好\",\"logprob\":-0.1}]}";
    upstream.next(
        Scripts.json(
            """
            {"id":"c","model":"m","system_fingerprint":"fp_1","choices":[{"index":0,%s,
             "message":{"role":"assistant","content":"好"},"finish_reason":"stop"}]}\
            """
                .formatted(logprobs)));
    var asked =
        """
        {"model":"%s","max_tokens":9,"top_k":3,"messages":[{"role":"user","content":"你好"}]%s}\
        """;
    var answer = gateway.post("/v1/messages", asked.formatted("up/lossy", ""));
    assertThat(answer.header("x-gateway-losses")).isEqualTo("top_k:unsupported");
    assertThat(only("up/lossy").path("losses").asString())
        .isEqualTo(
            "top_k:unsupported,answer.system_fingerprint:only-openai,"
                + "answer.choices[0].logprobs:unsupported");

    upstream.next(
        Scripts.stream(
            OpenAiLike.role("m"),
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"好\"},%s}]}\n\n"
                .formatted(logprobs),
            OpenAiLike.finish("m", "stop"),
            OpenAiLike.DONE));
    gateway.post("/v1/messages", asked.formatted("up/lossy-stream", ",\"stream\":true"));
    assertThat(only("up/lossy-stream").path("losses").asString())
        .contains("answer.choices[0].logprobs:unsupported");
  }

  @Test
  void a_call_that_falls_back_has_each_attempt() throws Exception {
    upstream.next(Scripts.json(500, OpenAiLike.error("the first is down", "server_error")));
    gateway.post(CHAT, Calls.chat("careful"));
    var call = only("careful");
    assertThat(call.path("attempts").size()).isEqualTo(2);
    assertThat(call.at("/attempts/0/status").asInt()).isEqualTo(500);
    assertThat(call.at("/attempts/0/error/message").asString()).contains("the first is down");
    assertThat(call.at("/attempts/1/status").asInt()).isEqualTo(200);
    assertThat(call.path("model_sent").asString()).isEqualTo("second");
    assertThat(call.path("payloads").findValuesAsString("kind"))
        .containsExactlyInAnyOrder(
            "client_request",
            "provider_request",
            "provider_answer",
            "provider_request",
            "provider_answer",
            "client_answer");
  }

  @Test
  void an_error_is_kept_with_its_origin() throws Exception {
    upstream.next(Scripts.json(400, OpenAiLike.error("你的请求不对", "invalid_request_error")));
    gateway.post(CHAT, Calls.chat("up/broken"));
    var call = only("up/broken");
    assertThat(call.path("state").asString()).isEqualTo("error");
    assertThat(call.at("/error/origin").asString()).isEqualTo("provider");
    assertThat(call.at("/error/message").asString()).contains("你的请求不对");
    assertThat(list("state=error&status=4xx&model=up/broken")).hasSize(1);
    assertThat(list("state=success&model=up/broken")).isEmpty();
  }

  @Test
  void a_refused_call_is_kept_too() throws Exception {
    assertThat(gateway.post(CHAT, Calls.chat("unknown-model")).status()).isEqualTo(404);
    var call = only("unknown-model");
    assertThat(call.path("state").asString()).isEqualTo("refused");
    assertThat(call.at("/error/origin").asString()).isEqualTo("gateway");
    assertThat(call.path("attempts").size()).isZero();
    assertThat(body(call, "client_request")).contains("unknown-model");
  }

  @Test
  void a_stream_that_is_cut_is_an_error_with_what_was_said() throws Exception {
    upstream.next(
        Scripts.streamHead()
            .then(Scripts.chunks(OpenAiLike.role("m"), OpenAiLike.content("m", "从前有座山")))
            .then(Scripts.reset()));
    gateway.post(CHAT, Calls.stream("up/cut"));
    var call = only("up/cut");
    assertThat(call.path("state").asString()).isEqualTo("error");
    assertThat(call.at("/error/code").asString()).isEqualTo("upstream_stream_cut");
    assertThat(call.path("answer").asString()).isEqualTo("从前有座山");
    assertThat(body(call, "provider_answer")).contains("从前有座山");
  }

  @Test
  void a_call_that_the_client_leaves_is_kept_as_cancelled() throws Exception {
    upstream.next(
        Scripts.streamHead()
            .then(Scripts.chunks(OpenAiLike.role("m"), OpenAiLike.content("m", "一")))
            .then(Scripts.stall()));
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.stream("up/left"), authorized());
      assertThat(client.head().status()).isEqualTo(200);
      client.readUntil("一");
      client.leave();
    }
    var call = only("up/left");
    assertThat(call.path("state").asString()).isEqualTo("cancelled");
    assertThat(body(call, "provider_answer")).contains("一");
  }

  @Test
  void embeddings_are_kept() throws Exception {
    gateway.post("/v1/embeddings", "{\"model\":\"up/embedder\",\"input\":\"词\"}");
    var call = only("up/embedder");
    assertThat(call.path("operation").asString()).isEqualTo("embedding");
    assertThat(call.at("/usage/input").asInt()).isPositive();
    assertThat(body(call, "client_answer")).contains("embedding");
  }

  @Test
  void a_model_without_payloads_keeps_none_and_one_that_is_off_is_only_counted() throws Exception {
    gateway.post(CHAT, Calls.chat("terse", "不要保留这句话"));
    gateway.post(CHAT, Calls.chat("secretive", "也不要保留这句话"));
    var call = only("terse");
    assertThat(call.path("payloads")).isEmpty();
    assertThat(call.toString()).doesNotContain("不要保留");
    assertThat(list("model=secretive")).isEmpty();
  }

  @Test
  void a_key_and_a_model_keep_as_little_as_either_says(@TempDir Path folder) throws Exception {
    var setup =
        RunningGateway.on(upstream)
            .in(folder)
            .yaml(
                """
                journal: { keys: { client: metadata } }
                models:
                  open: { targets: [up/open], journal: full }
                  secretive: { targets: [up/secretive], journal: off }
                """);
    try (var terse = setup.start()) {
      terse.post(CHAT, Calls.chat("open", "钥匙说不要保留"));
      terse.post(CHAT, Calls.chat("secretive", "模型说不要记录"));
      var all = terse.get(API + "?format=jsonl").text();
      assertThat(all.lines()).hasSize(1);
      assertThat(all).contains("\"model\":\"open\"").doesNotContain("不要");
    }
  }

  @Test
  void what_is_to_be_masked_is_masked_before_it_is_kept(@TempDir Path folder) throws Exception {
    var setup = RunningGateway.on(upstream).in(folder).yaml("journal: { redact: [email] }\n");
    try (var masking = setup.start()) {
      masking.post(CHAT, Calls.chat("up/masked", "写信给 lu.xun@example.com 吧"));
      masking.post(CHAT, Calls.stream("up/masked", "或者 zhou@example.com"));
      var all = masking.get(API + "?model=up/masked&format=jsonl").text();
      assertThat(all.lines()).hasSize(2);
      assertThat(all).contains("写信给", "或者").doesNotContain("@example.com");
    }
    try (var files = Files.walk(folder.resolve("data"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, ISO_8859_1)).doesNotContain("@example.com");
      }
    }
  }

  @Test
  void calls_are_found_by_words_of_either_side() throws Exception {
    upstream.next(Scripts.json(OpenAiLike.chat("m", "周树人，笔名鲁迅，浙江绍兴人")));
    gateway.post(CHAT, Calls.chat("up/found", "Who wrote The Diary of a Madman?"));
    for (var words : new String[] {"鲁迅", "绍", "madman", "\"diary of a\" 浙江"}) {
      var query = "model=up/found&q=" + URLEncoder.encode(words, UTF_8);
      Await.until(words, () -> list(query).size() == 1);
    }
    assertThat(list("model=up/found&q=" + URLEncoder.encode("朱安", UTF_8))).isEmpty();
  }

  @Test
  void pages_follow_each_other() throws Exception {
    for (int i = 0; i < 5; i++) gateway.post(CHAT, Calls.chat("up/paged", "call " + i));
    Await.until("five calls", () -> list("model=up/paged").size() == 5);
    var first = gateway.get(API + "?model=up/paged&limit=2").json();
    var second =
        gateway.get(API + "?model=up/paged&limit=2&before=" + first.path("next").asString()).json();
    assertThat(first.path("calls").findValuesAsString("question"))
        .containsExactly("call 4", "call 3");
    assertThat(second.path("calls").findValuesAsString("question"))
        .containsExactly("call 2", "call 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=1001",
        "limit=x",
        "from=yesterday",
        "to=2026-13-01",
        "state=fine",
        "status=99",
        "status=6xx",
        "stream=maybe",
        "min_usd=much",
        "min_usd=1e999999999",
        "before=-5",
        "nonsense=1",
        "format=xml"
      })
  void a_query_that_makes_no_sense_is_a_400_that_names_its_parameter(String query)
      throws Exception {
    var answer = gateway.get(API + "?" + query);
    requireOpenAiError(answer, 400);
    assertThat(answer.error().path("param").asString())
        .isEqualTo(query.substring(0, query.indexOf('=')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/x", "/01a20b2f-d1d0-73aa-ba7c-b98ede01afe3", "/..%2F..", "/a/b/c/d", "/%00"})
  void what_is_not_there_is_a_404(String path) throws Exception {
    assertThat(gateway.get(API + path).status()).isIn(400, 404);
  }

  @Test
  void bodies_are_given_out_so_that_no_browser_runs_them() throws Exception {
    upstream.next(Scripts.answer(502, "<script>alert(1)</script>", "Content-Type: text/html"));
    gateway.post(CHAT, Calls.chat("up/page"));
    var id = only("up/page").path("id").asString();
    var answer = gateway.get(API + "/" + id + "/provider_answer/0");
    assertThat(answer.text()).isEqualTo("<script>alert(1)</script>");
    assertThat(answer.header("content-type")).startsWith("text/plain");
    assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
  }

  @Test
  void the_journal_needs_the_key() throws Exception {
    try (var client = gateway.client()) {
      client.get(API);
      assertThat(client.answer().status()).isEqualTo(401);
    }
  }

  @Test
  void a_stopped_gateway_has_kept_all_and_the_next_one_shows_it(@TempDir Path folder)
      throws Exception {
    try (var first = RunningGateway.on(upstream).in(folder).start()) {
      for (int i = 0; i < 20; i++) first.post(CHAT, Calls.chat("up/kept"));
    }
    try (var second = RunningGateway.on(upstream).in(folder).start()) {
      var calls = second.get(API + "?model=up/kept").json().path("calls");
      assertThat(calls).hasSize(20);
    }
  }
}
