package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.BadRequestTest.requireOpenAiError;
import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Gate;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.Script;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests model groups: the target a call goes to, and when the next one is tried.
@ExtendWith(LeakCheck.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FallbackTest {
  private static final String GROUPS =
      """
      models:
        ordered: { targets: [ { model: a/m1 }, { model: b/m2 } ] }
        chain: { targets: [ { model: a/m1 } ], fallbacks: [ last ] }
        last: { targets: [ { model: b/m2 } ] }
        direct: { targets: [ { model: a/m1 } ], fallbacks: [ b/m3 ] }
        closed-first: { targets: [ { model: closed/m }, { model: b/m2 } ] }
        weighted: { strategy: weighted, targets: [ { model: a/m1, weight: 3 }, { model: b/m2, weight: 1 } ] }
        "gpt-*": { targets: [ { model: "b/gpt-*" } ] }
        "gpt-4*": { targets: [ { model: "a/gpt-4*" } ] }
      """;

  private ScriptedUpstream a;
  private ScriptedUpstream b;
  private RunningGateway gateway;

  @BeforeAll
  void start() throws Exception {
    a = ScriptedUpstream.start();
    b = ScriptedUpstream.start();
    gateway =
        new RunningGateway.Setup()
            .env("GATEWAY_API_KEY", RunningGateway.CLIENT_KEY)
            .env("REQUEST_TIMEOUT", "20")
            .provider("a", a.baseUrl())
            .provider("b", b.baseUrl())
            .provider("closed", ScriptedUpstream.refusingBaseUrl())
            .yaml(GROUPS)
            .start();
  }

  @BeforeEach
  void forget() {
    a.reset();
    b.reset();
  }

  @AfterAll
  void stop() throws Exception {
    gateway.close();
    a.close();
    b.close();
  }

  @Test
  void an_ordered_group_takes_its_first_target() throws Exception {
    var answer = gateway.post(CHAT, Calls.chat("ordered"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("x-gateway-provider")).isEqualTo("a");
    assertThat(answer.header("x-gateway-model")).isEqualTo("m1");
    assertThat(a.take().json().path("model").asString()).isEqualTo("m1");
    assertThat(b.requests()).isEmpty();
  }

  static Stream<Arguments> failuresBeforeContent() {
    return Stream.of(
        Arguments.of("503", Scripts.json(503, OpenAiLike.error("busy", "server_error"))),
        Arguments.of("500", Scripts.json(500, OpenAiLike.error("oops", "server_error"))),
        Arguments.of("429", Scripts.json(429, OpenAiLike.error("slow down", "requests"))),
        Arguments.of("401", Scripts.unauthorized(OpenAiLike.error("bad key", "auth"))),
        Arguments.of("404", Scripts.json(404, OpenAiLike.error("no such model", "invalid"))),
        Arguments.of("reset", Scripts.reset()),
        Arguments.of("garbage", Scripts.garbage()),
        Arguments.of("HTML", Scripts.html(502)),
        Arguments.of("redirect", Scripts.redirect(307, "http://127.0.0.1:9/")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failuresBeforeContent")
  void a_target_that_fails_before_content_gives_way_to_the_next(String what, Script script)
      throws Exception {
    for (var group : new String[] {"ordered", "chain", "direct"}) {
      for (boolean stream : new boolean[] {false, true}) {
        forget();
        a.always(script);
        var answer = gateway.post(CHAT, stream ? Calls.stream(group) : Calls.chat(group));
        assertThat(answer.status()).as(what + " of " + group).isEqualTo(200);
        assertThat(answer.header("x-gateway-provider")).isEqualTo("b");
        // a kept connection that is reset may have been stale: one more request, on a fresh one
        assertThat(a.requests()).hasSizeBetween(1, what.equals("reset") ? 2 : 1);
        assertThat(b.requests()).hasSize(1);
      }
    }
  }

  @Test
  void a_refused_connection_gives_way_to_the_next() throws Exception {
    var answer = gateway.post(CHAT, Calls.chat("closed-first"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("x-gateway-provider")).isEqualTo("b");
  }

  @Test
  void a_fault_of_the_clients_request_is_not_tried_elsewhere() throws Exception {
    a.next(Scripts.json(400, OpenAiLike.error("bad temperature", "invalid_request_error")));
    requireOpenAiError(gateway.post(CHAT, Calls.chat("ordered")), 400);
    assertThat(b.requests()).isEmpty();
  }

  @Test
  void a_stream_that_fails_after_its_role_chunk_still_gives_way() throws Exception {
    a.next(
        Scripts.streamHead()
            .then(Scripts.chunks(": hi\n\n", OpenAiLike.role("m1")))
            .then(Scripts.reset()));
    var answer = gateway.post(CHAT, Calls.stream("ordered"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("x-gateway-provider")).isEqualTo("b");
    assertThat(answer.text()).doesNotContain("\"m1\"");
    assertThat(answer.events()).last().isEqualTo("[DONE]");
  }

  @Test
  void an_error_event_ahead_of_content_gives_way_too() throws Exception {
    a.next(
        Scripts.stream(
            OpenAiLike.role("m1"), "data: {\"error\":{\"message\":\"busy\",\"code\":503}}\n\n"));
    var answer = gateway.post(CHAT, Calls.stream("ordered"));
    assertThat(answer.header("x-gateway-provider")).isEqualTo("b");
    assertThat(answer.text()).doesNotContain("busy");
  }

  @Test
  void after_content_nothing_else_is_tried() throws Exception {
    var gate = new Gate();
    a.next(
        Scripts.streamHead()
            .then(Scripts.chunks(OpenAiLike.role("m1"), OpenAiLike.content("m1", "半")))
            .then(Scripts.pause(gate))
            .then(Scripts.reset()));
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.stream("ordered"), authorized());
      assertThat(client.head().header("x-gateway-provider")).isEqualTo("a");
      client.readUntil("半");
      gate.release();
      var rest = new StringBuilder();
      for (var chunk : client.rest()) rest.append(chunk.text());
      assertThat(rest.toString()).contains("upstream_stream_cut").doesNotContain("[DONE]");
    }
    assertThat(b.requests()).isEmpty();
  }

  @Test
  void when_all_fail_the_last_failure_is_the_answer() throws Exception {
    a.next(Scripts.json(503, OpenAiLike.error("a is busy", "server_error")));
    b.next(Scripts.json(429, OpenAiLike.error("b is busy", "requests"), "retry-after: 9"));
    var answer = gateway.post(CHAT, Calls.chat("ordered"));
    requireOpenAiError(answer, 429);
    assertThat(answer.error().path("provider").asString()).isEqualTo("b");
    assertThat(answer.header("retry-after")).isEqualTo("9");
  }

  @Test
  void the_weights_decide_how_often_a_target_is_taken() throws Exception {
    int calls = 200;
    for (int i = 0; i < calls; i++) {
      assertThat(gateway.post(CHAT, Calls.chat("weighted")).status()).isEqualTo(200);
    }
    assertThat(a.requests().size() + b.requests().size()).isEqualTo(calls);
    assertThat(a.requests().size()).as("3 of 4, give or take 5 sigma").isBetween(120, 180);
  }

  @Test
  void a_weighted_group_falls_back_as_well() throws Exception {
    a.always(Scripts.json(503, OpenAiLike.error("busy", "server_error")));
    for (int i = 0; i < 10; i++) {
      assertThat(gateway.post(CHAT, Calls.chat("weighted")).status()).isEqualTo(200);
    }
    assertThat(b.requests()).hasSize(10);
  }

  @Test
  void the_longest_wildcard_wins_and_carries_what_it_matched() throws Exception {
    assertThat(gateway.post(CHAT, Calls.chat("gpt-4o")).header("x-gateway-model"))
        .isEqualTo("gpt-4o");
    assertThat(a.take().json().path("model").asString()).isEqualTo("gpt-4o");
    gateway.post(CHAT, Calls.chat("gpt-5"));
    assertThat(b.take().json().path("model").asString()).isEqualTo("gpt-5");
  }

  @Test
  void a_retry_has_a_line_in_the_log_and_the_call_counts_once() throws Exception {
    var before = gateway.metrics().path("total_requests").asLong();
    a.next(Scripts.json(503, OpenAiLike.error("busy", "server_error")));
    gateway.post(CHAT, Calls.chat("ordered", "retried 重试"));
    var lines = gateway.awaitCall("retried 重试", "RESPONSE COMPLETE");
    assertThat(lines).anyMatch(line -> line.contains("RETRY") && line.contains("b"));
    gateway.awaitMetrics(
        "one more", metrics -> metrics.path("total_requests").asLong() == before + 1);
  }

  @Test
  void the_failure_that_says_when_to_retry_is_told_even_where_the_last_does_not() throws Exception {
    a.always(Scripts.json(429, OpenAiLike.error("slow down", "requests"), "retry-after: 7"));
    b.always(Scripts.json(503, OpenAiLike.error("busy", "server_error")));
    for (boolean stream : new boolean[] {false, true}) {
      var answer = gateway.post(CHAT, stream ? Calls.stream("ordered") : Calls.chat("ordered"));
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.header("retry-after")).isEqualTo("7");
      assertThat(answer.header("x-gateway-provider")).isEqualTo("a");
      assertThat(gateway.awaitRecord(answer).path("attempts")).hasSize(2);
    }
  }
}
