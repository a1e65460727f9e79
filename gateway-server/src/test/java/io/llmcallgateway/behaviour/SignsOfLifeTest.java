package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.Script;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests that keep-alives of a provider keep a stream open and do not count as an answer.
@ExtendWith(LeakCheck.class)
final class SignsOfLifeTest {
  private static final String MESSAGES = "/v1/messages";
  private static final String COMMENT = ": OPENROUTER PROCESSING\n\n";
  private static final long PACE_NANOS = 250_000_000;

  private static Script slowly(String piece, int times) {
    return (client, request) -> {
      for (int i = 0; i < times; i++) {
        client.chunk(piece.getBytes(UTF_8));
        LockSupport.parkNanos(PACE_NANOS); // it is the provider that takes its time
      }
    };
  }

  private static String empty(String kind) {
    return switch (kind) {
      case "comment" -> COMMENT;
      case "delta" -> OpenAiLike.chunk("m", "{\"content\":\"\"}", "null");
      default -> OpenAiLike.chunk("m", "{}", "null");
    };
  }

  private static String asked() {
    return "{\"model\":\"up/m\",\"stream\":true,\"max_tokens\":9,"
        + "\"messages\":[{\"role\":\"user\",\"content\":\"想一想\"}]}";
  }

  @ParameterizedTest
  @CsvSource({
    CHAT + ",comment",
    CHAT + ",delta",
    CHAT + ",nothing",
    MESSAGES + ",comment",
    MESSAGES + ",delta"
  })
  void they_count_as_life_before_the_first_token_and_after_it(String door, String kind)
      throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway = RunningGateway.on(upstream).env("REQUEST_TIMEOUT", "2").start()) {
      upstream.next(
          Scripts.streamHead()
              .then(slowly(empty(kind), 11))
              .then(Scripts.chunks(OpenAiLike.content("m", "想好了")))
              .then(slowly(empty(kind), 11))
              .then(
                  Scripts.chunks(
                      OpenAiLike.content("m", "，完"),
                      OpenAiLike.finish("m", "stop"),
                      OpenAiLike.DONE))
              .then(Scripts.end()));
      var answer = gateway.post(door, asked());
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).contains("想好了").contains("，完").doesNotContain("timeout");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeouts: { first-token: 1s }\n", ""})
  void the_first_token_may_have_a_limit_of_its_own(String section) throws Exception {
    try (var upstream = ScriptedUpstream.start()) {
      var group =
          "models:\n  slow:\n    targets: [ { model: up/m, timeouts: { first-token: 1s } } ]\n";
      try (var gateway =
          RunningGateway.on(upstream).yaml(section.isEmpty() ? group : section).start()) {
        upstream.next(Scripts.streamHead().then(slowly(COMMENT, 40)).then(Scripts.stall()));
        var model = section.isEmpty() ? "slow" : "up/m";
        var answer = gateway.post(CHAT, Calls.stream(model, "想一想"));
        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.error().path("message").asString()).contains("first-token");
      }
    }
  }

  @Test
  void a_plain_answer_that_drips_ends_at_the_limit() throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway = RunningGateway.on(upstream).env("REQUEST_TIMEOUT", "1").start()) {
      upstream.next(
          Scripts.head(200, Scripts.JSON, "Transfer-Encoding: chunked")
              .then(slowly(" ", 40))
              .then(Scripts.stall()));
      assertThat(gateway.post(CHAT, Calls.chat("up/m", "快")).status()).isEqualTo(504);
    }
  }
}
