package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Strategies that order targets by what calls have measured: a failure is no recommendation.
@ExtendWith(LeakCheck.class)
final class MeasuredTargetsTest {
  private ScriptedUpstream failing;
  private ScriptedUpstream well;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    failing = ScriptedUpstream.start();
    well = ScriptedUpstream.start();
    gateway =
        new RunningGateway.Setup()
            .env("GATEWAY_API_KEY", RunningGateway.CLIENT_KEY)
            .provider("failing", failing.baseUrl())
            .provider("well", well.baseUrl())
            .yaml(
                """
                models:
                  quick: { strategy: latency, targets: [ { model: failing/m }, { model: well/m } ] }
                  idle: { strategy: least-busy, targets: [ { model: failing/m }, { model: well/m } ] }
                """)
            .start();
    failing.always(Scripts.json(500, OpenAiLike.error("no", "server_error")));
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    failing.close();
    well.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"quick", "idle"})
  void a_target_that_fails_at_once_is_not_asked_first_again(String group) throws Exception {
    for (int i = 0; i < 4; i++) {
      var answer = gateway.post(CHAT, i % 2 == 0 ? Calls.chat(group) : Calls.stream(group));
      assertThat(answer.header("x-gateway-provider")).isEqualTo("well");
    }
    assertThat(failing.requests()).hasSize(1);
    assertThat(well.requests()).hasSize(4);
  }
}
