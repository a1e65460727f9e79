package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.BadRequestTest.requireOpenAiError;
import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.OpenAiLike.DONE;
import static io.llmcallgateway.testkit.OpenAiLike.content;
import static io.llmcallgateway.testkit.OpenAiLike.finish;
import static io.llmcallgateway.testkit.OpenAiLike.role;
import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Gate;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.Script;
import io.llmcallgateway.testkit.Scripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Tests that a fault in the middle of a stream reaches the client as an error event.
final class StreamFaultTest extends SharedGateway {
  private static final Script STARTED =
      Scripts.streamHead()
          .then(Scripts.chunks(role("m"), content("m", "once "), content("m", "upon")));

  /// The answer to a stream that begins, is read by the client so far, and then goes on like this.
  private RawAnswer streamThen(Script rest) throws Exception {
    var gate = new Gate();
    upstream.next(STARTED.then(Scripts.pause(gate)).then(rest));
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.stream("up/m"), authorized());
      var head = client.head();
      var read = client.readUntil("upon");
      gate.release();
      return head.with(read, client.rest());
    }
  }

  private RawAnswer stream() throws Exception {
    return gateway.post(CHAT, Calls.stream("up/m"));
  }

  private static JsonNode lastError(RawAnswer answer) {
    assertThat(answer.events()).doesNotContain("[DONE]");
    var error = JsonMapper.shared().readTree(answer.events().getLast()).path("error");
    assertThat(error.path("message").asString()).isNotBlank();
    assertThat(error.path("origin").asString()).isEqualTo("provider");
    assertThat(error.path("provider").asString()).isEqualTo("up");
    return error;
  }

  enum Ending {
    END,
    CLOSE,
    RESET,
    HALF_CHUNK,
    BROKEN_CHUNK;

    Script script() {
      return switch (this) {
        case END -> Scripts.end();
        case CLOSE -> Scripts.close();
        case RESET -> Scripts.reset();
        case HALF_CHUNK -> Scripts.raw("20\r\ndata: {\"half").then(Scripts.close());
        case BROKEN_CHUNK -> Scripts.raw("zz\r\nnonsense\r\n").then(Scripts.close());
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Ending.class)
  void an_unfinished_answer_ends_with_an_error_event(Ending ending) throws Exception {
    var answer = streamThen(ending.script());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains("once ").contains("upon");
    assertThat(lastError(answer).path("code").asString()).isEqualTo("upstream_stream_cut");
  }

  @ParameterizedTest
  @EnumSource(Ending.class)
  void a_finished_answer_without_its_end_is_complete_and_gets_it(Ending ending) throws Exception {
    var answer = streamThen(Scripts.chunks(finish("m", "stop")).then(ending.script()));
    assertThat(answer.streamedContent()).isEqualTo("once upon");
    assertThat(answer.events()).last().isEqualTo("[DONE]");
    assertThat(answer.events()).noneMatch(event -> event.contains("\"error\""));
  }

  @Test
  void a_finished_answer_with_usage_and_without_done_is_complete() throws Exception {
    upstream.next(
        STARTED
            .then(Scripts.chunks(finish("m", "stop"), OpenAiLike.usage("m", 1, 2)))
            .then(Scripts.end()));
    assertThat(stream().events()).last().isEqualTo("[DONE]");
  }

  @Test
  void a_finished_answer_that_is_cut_within_its_end_mark_is_complete() throws Exception {
    upstream.next(
        STARTED.then(Scripts.chunks(finish("m", "stop"), "data: [DO")).then(Scripts.end()));
    var answer = stream();
    assertThat(answer.streamedContent()).isEqualTo("once upon");
    assertThat(answer.events()).noneMatch(event -> event.contains("\"error\""));
  }

  @Test
  void a_stream_cut_before_any_content_is_a_plain_error() throws Exception {
    upstream.next(Scripts.streamHead().then(Scripts.chunks(role("m"))).then(Scripts.reset()));
    requireOpenAiError(stream(), 502);
  }

  @Test
  void an_empty_stream_is_a_plain_error() throws Exception {
    upstream.next(Scripts.streamHead().then(Scripts.end()));
    requireOpenAiError(stream(), 502);
  }

  @Test
  void an_error_event_passes_with_the_providers_words_and_ends_the_stream() throws Exception {
    var answer =
        streamThen(
            Scripts.chunks(
                    content("m", " a time")
                        + "data: {\"error\":{\"message\":\"Overloaded 过载\",\"code\":503}}\n\n")
                .then(Scripts.chunks(DONE))
                .then(Scripts.end()));
    assertThat(lastError(answer).path("message").asString()).isEqualTo("Overloaded 过载");
    assertThat(answer.streamedContent()).as("what came with the error").endsWith("a time");
  }

  @Test
  void an_error_event_ahead_of_content_is_a_plain_error_with_its_status() throws Exception {
    upstream.next(
        Scripts.stream(
            role("m"), "data: {\"error\":{\"message\":\"slow down\",\"code\":429}}\n\n", DONE));
    var answer = stream();
    requireOpenAiError(answer, 429);
    assertThat(answer.error().path("message").asString()).isEqualTo("slow down");
  }

  @Test
  void an_event_that_is_not_json_is_dropped() throws Exception {
    upstream.next(
        Scripts.stream(
            role("m"),
            content("m", "a"),
            "data: not json\n\n",
            content("m", "b"),
            finish("m", "stop"),
            DONE));
    var answer = stream();
    assertThat(answer.events()).doesNotContain("not json").last().isEqualTo("[DONE]");
    assertThat(answer.streamedContent()).isEqualTo("ab");
  }

  @Test
  void html_instead_of_a_stream_is_a_plain_error() throws Exception {
    upstream.next(Scripts.html(200));
    requireOpenAiError(stream(), 502);
  }

  @Test
  void an_empty_answer_is_an_answer() throws Exception {
    upstream.next(Scripts.stream(role("m"), finish("m", "stop"), DONE));
    var answer = stream();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.events()).last().isEqualTo("[DONE]");
    assertThat(answer.streamedContent()).isEmpty();
  }

  @Test
  void comments_and_events_after_the_end_do_no_harm() throws Exception {
    upstream.next(
        Scripts.stream(
            ": OPENROUTER PROCESSING\n\n",
            role("m"),
            ": ping\n\n",
            content("m", "x"),
            finish("m", "stop"),
            DONE,
            content("m", "ghost")));
    var answer = stream();
    assertThat(answer.streamedContent()).isEqualTo("x");
    assertThat(answer.events()).last().isEqualTo("[DONE]");
  }

  @Test
  void a_failed_stream_is_an_error_in_the_log_with_what_was_said() throws Exception {
    var gate = new Gate();
    upstream.next(
        Scripts.streamHead()
            .then(Scripts.chunks(role("m"), content("m", "半句话")))
            .then(Scripts.pause(gate))
            .then(Scripts.reset()));
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.stream("up/cut-and-logged"), authorized());
      client.head();
      client.readUntil("半句话");
      gate.release();
      client.rest();
    }
    var lines = gateway.awaitCall("Model: up/cut-and-logged", "半句话");
    assertThat(lines).anyMatch(line -> line.contains("ERROR"));
    assertThat(lines).noneMatch(line -> line.contains("SUCCESS"));
  }
}
