package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.BadRequestTest.requireOpenAiError;
import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Tests `REQUEST_TIMEOUT`, set to one second here.
final class TimeLimitTest extends SharedGateway {
  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .env("REQUEST_TIMEOUT", "1")
        .provider("next", upstream.baseUrl())
        .yaml("models: { both: { targets: [ { model: up/first }, { model: next/second } ] } }\n");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_provider_that_says_nothing_is_a_504_and_is_cancelled(boolean stream) throws Exception {
    upstream.next(Scripts.stall());
    var answer = gateway.post(CHAT, stream ? Calls.stream("up/m") : Calls.chat("up/m"));
    requireOpenAiError(answer, 504);
    assertThat(answer.error().path("code").asString()).isEqualTo("timeout");
    assertThat(answer.error().path("provider").asString()).isEqualTo("up");
    assertThat(upstream.awaitClientGone(Await.PATIENCE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_silent_target_leaves_the_next_its_time(boolean stream) throws Exception {
    upstream.next(
        Scripts.stall(),
        stream
            ? Scripts.stream(OpenAiLike.chatStream("m", false, "at last 终于"))
            : Scripts.json(OpenAiLike.chat("m", "at last 终于")));
    var answer = gateway.post(CHAT, stream ? Calls.stream("both") : Calls.chat("both"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("x-gateway-provider")).isEqualTo("next");
    assertThat(answer.text()).contains("at last 终于");
  }

  @Test
  void a_plain_answer_that_stops_half_way_is_a_504() throws Exception {
    upstream.next(
        Scripts.head(200, Scripts.JSON, "Content-Length: 500")
            .then(Scripts.raw("{\"id\":"))
            .then(Scripts.stall()));
    requireOpenAiError(gateway.post(CHAT, Calls.chat("up/m")), 504);
    assertThat(upstream.awaitClientGone(Await.PATIENCE)).isTrue();
  }

  @Test
  void a_stream_that_has_only_its_head_is_a_504() throws Exception {
    upstream.next(
        Scripts.streamHead().then(Scripts.chunks(OpenAiLike.role("m"))).then(Scripts.stall()));
    requireOpenAiError(gateway.post(CHAT, Calls.stream("up/m")), 504);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_stream_that_stalls_ends_with_an_error_event(boolean halfChunk) throws Exception {
    upstream.next(
        Scripts.streamHead()
            .then(Scripts.chunks(OpenAiLike.role("m"), OpenAiLike.content("m", "once")))
            .then(halfChunk ? Scripts.halfChunk("data: {\"x") : Scripts.stall()));
    var answer = gateway.post(CHAT, Calls.stream("up/m"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.events()).doesNotContain("[DONE]");
    var error = JsonMapper.shared().readTree(answer.events().getLast()).path("error");
    assertThat(error.path("code").asString()).isEqualTo("timeout");
    assertThat(upstream.awaitClientGone(Await.PATIENCE)).isTrue();
  }

  @Test
  void a_finished_stream_that_is_left_open_is_complete() throws Exception {
    upstream.next(
        Scripts.streamHead()
            .then(
                Scripts.chunks(
                    OpenAiLike.role("m"),
                    OpenAiLike.content("m", "all said"),
                    OpenAiLike.finish("m", "stop")))
            .then(Scripts.stall()));
    var answer = gateway.post(CHAT, Calls.stream("up/m"));
    assertThat(answer.streamedContent()).isEqualTo("all said");
    assertThat(answer.events()).last().isEqualTo("[DONE]");
  }
}
