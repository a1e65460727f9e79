package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcallgateway.bootstrap.StartRefusedException;
import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.Gate;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tests that a valid change of gateway.yaml is applied as a whole, and an invalid one rejected as
/// a whole.
@ExtendWith(LeakCheck.class)
final class ReloadTest {
  private static String withGroup(RunningGateway.Setup setup, String target) {
    return setup.configuration() + "models:\n  fast: { targets: [ { model: " + target + " } ] }\n";
  }

  @Test
  void a_valid_change_is_taken_while_running_and_calls_under_way_stay() throws Exception {
    try (var upstream = ScriptedUpstream.start()) {
      var setup = RunningGateway.on(upstream);
      try (var gateway = setup.start();
          var client = gateway.client()) {
        assertThat(gateway.post(CHAT, Calls.chat("fast")).status()).isEqualTo(404);
        var gate = new Gate();
        upstream.next(Scripts.pause(gate).then(Scripts.json(OpenAiLike.chat("m", "old"))));
        client.post(CHAT, Calls.chat("up/m"), authorized());
        gate.awaitReached();
        gateway.rewrite(withGroup(setup, "up/first"));
        Await.until(
            "the group is there", () -> gateway.post(CHAT, Calls.chat("fast")).status() == 200);
        gateway.rewrite(withGroup(setup, "up/second"));
        Await.until(
            "the group has changed",
            () ->
                "second".equals(gateway.post(CHAT, Calls.chat("fast")).header("x-gateway-model")));
        gate.release();
        assertThat(client.answer().text()).contains("old");
      }
    }
  }

  @Test
  void an_invalid_change_is_refused_with_its_problems_in_the_log() throws Exception {
    try (var upstream = ScriptedUpstream.start()) {
      var setup = RunningGateway.on(upstream);
      try (var gateway = setup.start()) {
        gateway.rewrite(withGroup(setup, "nobody/first") + "colour: red\n");
        Await.until("the refusal", () -> gateway.log("_system_").contains("colour"));
        assertThat(gateway.post(CHAT, Calls.chat("up/m")).status()).isEqualTo(200);
        assertThat(gateway.post(CHAT, Calls.chat("fast")).status()).isEqualTo(404);
        gateway.rewrite(": : not yaml [");
        gateway.rewrite(withGroup(setup, "up/first"));
        Await.until(
            "the next valid one is taken",
            () -> gateway.post(CHAT, Calls.chat("fast")).status() == 200);
      }
    }
  }

  @Test
  void a_call_keeps_the_configuration_that_it_began_with() throws Exception {
    try (var upstream = ScriptedUpstream.start()) {
      var setup = RunningGateway.on(upstream);
      try (var gateway = setup.start();
          var client = gateway.client()) {
        var before = gateway.awaitRecord(gateway.post(CHAT, Calls.chat("up/m"))).path("config");
        var gate = new Gate();
        upstream.next(Scripts.pause(gate).then(Scripts.json(OpenAiLike.chat("m", "old"))));
        client.post(CHAT, Calls.chat("up/m"), authorized());
        gate.awaitReached();
        gateway.rewrite(withGroup(setup, "up/first") + "journal: { payloads: metadata }\n");
        Await.until(
            "the group is there", () -> gateway.post(CHAT, Calls.chat("fast")).status() == 200);
        var after = gateway.awaitRecord(gateway.post(CHAT, Calls.chat("up/m"))).path("config");
        gate.release();
        var record = gateway.awaitRecord(client.answer());
        assertThat(after).isNotEqualTo(before);
        assertThat(record.path("config")).isEqualTo(before);
        assertThat(record.path("answer").asString()).isEqualTo("old");
      }
    }
  }

  @Test
  void a_change_that_only_the_built_in_providers_refute_is_refused_with_its_line()
      throws Exception {
    try (var upstream = ScriptedUpstream.start()) {
      var setup = RunningGateway.on(upstream);
      try (var gateway = setup.start()) {
        var changed = withGroup(setup, "nobody/first");
        gateway.rewrite(changed);
        var problem =
            "models.fast.targets[0].model: there is no provider 'nobody'; add it under providers:"
                + " (line "
                + changed.lines().count()
                + ")";
        Await.until("the refusal", () -> gateway.log("_system_").contains(problem));
        assertThat(gateway.post(CHAT, Calls.chat("up/m")).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void a_start_is_refused_with_the_problems_of_words_and_urls_at_their_lines() throws Exception {
    try (var upstream = ScriptedUpstream.start()) {
      var setup =
          RunningGateway.on(upstream)
              .yaml(
                  """
                  journal: { redact: ["("] }
                  models: { fast: { targets: [ up/m ], strategy: fastest, fallbacks: [ slow ] } }
                  """);
      assertThatThrownBy(setup::start)
          .isInstanceOf(StartRefusedException.class)
          .satisfies(
              refused ->
                  assertThat(((StartRefusedException) refused).problems())
                      .hasSize(3)
                      .anyMatch(each -> each.matches("journal.redact\\[0]: .* \\(line \\d+\\)"))
                      .anyMatch(each -> each.matches("models.fast.strategy: .* \\(line \\d+\\)"))
                      .anyMatch(
                          each -> each.matches("models.fast.fallbacks\\[0]: .* \\(line \\d+\\)")));
    }
  }
}
