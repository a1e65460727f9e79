package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.Gate;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RawClient;
import io.llmcallgateway.testkit.Scripts;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// Tests many concurrent calls: library defaults would stall the 65th, the 201st or the 1,025th.
final class ManyAtOnceTest extends SharedGateway {
  private static final int CALLS = 300;

  @Test
  void hundreds_of_calls_wait_at_the_same_time_and_all_are_answered() throws Exception {
    var gate = new Gate();
    upstream.always(
        Scripts.pause(gate)
            .then(Scripts.stream(OpenAiLike.chatStream("m", false, "all together 一起"))));
    var clients = new ArrayList<RawClient>();
    try {
      for (int i = 0; i < CALLS; i++) {
        var client = gateway.client();
        clients.add(client);
        client.post(CHAT, Calls.stream("up/m"), authorized());
      }
      Await.until("all are upstream", () -> upstream.activeScripts() == CALLS);
      assertThat(gateway.activeCalls()).isEqualTo(CALLS);
      gate.release();
      for (var client : clients) {
        assertThat(client.answer().streamedContent()).isEqualTo("all together 一起");
      }
    } finally {
      for (var client : clients) client.close();
    }
  }
}
