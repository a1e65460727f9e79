package io.llmcallgateway.behaviour;

import static io.llmcallgateway.testkit.OpenAiLike.content;
import static io.llmcallgateway.testkit.OpenAiLike.role;
import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Gate;
import io.llmcallgateway.testkit.Script;
import io.llmcallgateway.testkit.Scripts;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Tests that the error text of a broken stream makes agents try again, in each client format.
final class BrokenStreamWordsTest extends SharedGateway {
  /// What badlogic/pi-mono retries (packages/coding-agent, agent-session.ts), opencode's are among
  /// them (session/retry.ts).
  private static final Pattern PI =
      Pattern.compile(
          "overloaded|rate.?limit|too many requests|429|500|502|503|504|service.?unavailable|"
              + "server.?error|internal.?error|connection.?error|connection.?refused|connection.?lost|fetch"
              + " failed|upstream.?connect|reset before headers|terminated",
          Pattern.CASE_INSENSITIVE);

  enum Door {
    CHAT("/v1/chat/completions", "{\"model\":\"up/m\",\"stream\":true,\"messages\":[%s]}"),
    RESPONSES("/v1/responses", "{\"model\":\"up/m\",\"stream\":true,\"input\":[%s]}"),
    MESSAGES(
        "/v1/messages", "{\"model\":\"up/m\",\"stream\":true,\"max_tokens\":9,\"messages\":[%s]}"),
    GEMINI(
        "/v1beta/models/up/m:streamGenerateContent?alt=sse",
        "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"嗨\"}]}]}"),
    COHERE("/v2/chat", "{\"model\":\"up/m\",\"stream\":true,\"messages\":[%s]}"),
    CONVERSE(
        "/model/up/m/converse-stream",
        "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"嗨\"}]}]}");

    final String path;
    final String body;

    Door(String path, String body) {
      this.path = path;
      this.body = body.replace("%s", "{\"role\":\"user\",\"content\":\"嗨\"}");
    }
  }

  enum Fault {
    CLOSED(Scripts::close, "Connection lost: "),
    RESET(Scripts::reset, "Connection lost: "),
    ENDED(Scripts::end, "Connection lost: "),
    BUSY(() -> error("模型繁忙", "overloaded_error", 503), "Overloaded: "),
    LIMITED(() -> error("请稍候", "rate_limit_exceeded", 429), "Rate limit: "),
    BROKEN(() -> error("内部异常", "internal_error", 500), "Server error: ");

    @SuppressWarnings("ImmutableEnumChecker") // they hold nothing
    final Supplier<Script> script;

    final String begins;

    Fault(Supplier<Script> script, String begins) {
      this.script = script;
      this.begins = begins;
    }

    private static Script error(String message, String type, int code) {
      var event =
          "data: {\"error\":{\"message\":\"%s\",\"type\":\"%s\",\"code\":%d}}\n\n"
              .formatted(message, type, code);
      return Scripts.chunks(event).then(Scripts.end());
    }
  }

  private String broken(Door door, Fault fault) throws Exception {
    var gate = new Gate();
    upstream.next(
        Scripts.streamHead()
            .then(Scripts.chunks(role("m"), content("m", "从前有座山")))
            .then(Scripts.pause(gate))
            .then(fault.script.get()));
    try (var client = gateway.client()) {
      client.post(door.path, door.body, authorized());
      var head = client.head();
      assertThat(head.status()).isEqualTo(200);
      var read = client.readUntil("从前有座山");
      gate.release();
      return head.with(read, client.rest()).text();
    }
  }

  @ParameterizedTest
  @EnumSource(Door.class)
  void agents_know_that_a_retry_is_worth_it(Door door) throws Exception {
    for (var fault : Fault.values()) {
      var after = broken(door, fault).split("从前有座山", 2)[1];
      assertThat(after).as(fault.name()).contains("\"message\":\"" + fault.begins);
      assertThat(PI.matcher(after.substring(after.indexOf(fault.begins))).lookingAt())
          .as(fault.begins)
          .isTrue();
      if (door == Door.MESSAGES) {
        // Claude Code knows by the type alone whether to try again.
        var type =
            switch (fault) {
              case CLOSED, RESET, ENDED, BUSY -> "overloaded_error";
              case LIMITED -> "rate_limit_error";
              case BROKEN -> "api_error";
            };
        assertThat(after).contains("\"error\":{\"type\":\"" + type);
      }
    }
  }
}
