package io.llmcallgateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `./gateway alerts test`.
@ExtendWith(LeakCheck.class)
final class AlertsCommandTest {
  private static final String TOKEN = "geheim-token-0123456789";

  @TempDir private Path folder;
  private final PrintStream outBefore = System.out;
  private final PrintStream errorsBefore = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    var both = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(both);
    System.setErr(both);
  }

  @AfterEach
  void restore() {
    System.setOut(outBefore);
    System.setErr(errorsBefore);
  }

  private int run(String yaml) throws IOException {
    var config = Files.writeString(folder.resolve("gateway.yaml"), yaml);
    return new CommandLine(new AlertsCommand()).execute("test", "--config", config.toString());
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_test_message_arrives_and_what_came_back_is_shown() throws Exception {
    try (var service = ScriptedUpstream.start()) {
      service.always(Scripts.json("{\"errcode\":0,\"errmsg\":\"好\"}"));
      var url = service.uri() + "/send?key=" + TOKEN;
      var rules = "format: wecom, language: zh, shed: true, spend-day: 5 }\n";
      assertThat(run("alerts: { webhook: \"" + url + "\", " + rules)).isZero();
      assertThat(service.take().json().at("/text/content").asString())
          .isEqualTo("LLMCallGateway 测试：告警可以送达这里。已配置：spend-day、shed。");
      assertThat(printed())
          .isEqualTo(
              "delivered: status 200: {\"errcode\":0,\"errmsg\":\"好\"} (format wecom)"
                  + System.lineSeparator());
    }
  }

  @Test
  void a_refusal_and_an_unreachable_webhook_are_failures_without_its_token() throws Exception {
    try (var service = ScriptedUpstream.start()) {
      service.always(Scripts.json(403, "{\"bad\":\"" + TOKEN + "\"}"));
      assertThat(run("alerts: { webhook: \"" + service.uri() + "/" + TOKEN + "\" }\n")).isOne();
      assertThat(printed()).contains("not delivered: status 403: {\"bad\":\"****\"}");
    }
    var nobody = ScriptedUpstream.refusingBaseUrl();
    assertThat(run("alerts: { webhook: \"" + nobody + "/" + TOKEN + "\" }\n")).isOne();
    assertThat(printed()).contains("not delivered: no answer: ").doesNotContain("geheim");
  }

  @Test
  void without_a_webhook_it_says_how_to_set_one_and_mistakes_are_listed() throws Exception {
    assertThat(run("alerts: { shed: true }\n")).isOne();
    assertThat(printed()).contains("No webhook is configured: set ALERT_WEBHOOK");
    assertThat(run("alerts: { shed: perhaps }\n")).isEqualTo(2);
    assertThat(printed()).contains("problem: alerts.shed: 'perhaps' is neither true nor false");
  }
}
