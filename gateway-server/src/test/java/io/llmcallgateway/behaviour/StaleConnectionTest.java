package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.BadRequestTest.requireOpenAiError;
import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.Scripts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests a kept connection that the provider closes at the moment it is used again.
final class StaleConnectionTest extends SharedGateway {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_request_that_finds_its_connection_closed_is_sent_once_more(boolean reset)
      throws Exception {
    for (var stream : new boolean[] {false, true}) {
      var body = stream ? Calls.stream("up/m") : Calls.chat("up/m");
      assertThat(gateway.post(CHAT, Calls.chat("up/m")).status()).isEqualTo(200);
      upstream.next(reset ? Scripts.reset() : Scripts.close());
      var answer = gateway.post(CHAT, body);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      upstream.reset();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void but_once_only_and_never_on_a_fresh_connection(boolean reset) throws Exception {
    var gone = reset ? Scripts.reset() : Scripts.close();
    assertThat(gateway.post(CHAT, Calls.chat("up/m")).status()).isEqualTo(200);
    upstream.next(gone, gone, gone);
    requireOpenAiError(gateway.post(CHAT, Calls.chat("up/m")), 502);
    assertThat(upstream.requests()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 40})
  void much_that_a_provider_says_in_headers_does_not_stand_in_the_way(int thousands)
      throws Exception {
    var large = "x-ratelimit-large: " + "y".repeat(thousands * 1_000);
    var small = "x-ratelimit-remaining-requests: 7";
    upstream.next(
        Scripts.json(
            OpenAiLike.chat("m", "好"), large, small, "x-other: " + "z".repeat(thousands * 1_000)));
    var answer = gateway.post(CHAT, Calls.chat("up/m"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("x-ratelimit-remaining-requests")).isEqualTo("7");
    assertThat(answer.header("x-ratelimit-large") != null).isEqualTo(thousands == 1);
  }
}
