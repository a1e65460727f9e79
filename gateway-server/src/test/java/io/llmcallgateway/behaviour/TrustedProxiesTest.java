package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests that client addresses in proxy headers are accepted from trusted proxies only.
@ExtendWith(LeakCheck.class)
final class TrustedProxiesTest {
  private static String recorded(String trusted, String forwardedFor) throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway = RunningGateway.on(upstream).env("TRUSTED_PROXIES", trusted).start()) {
      assertThat(
              gateway.post(CHAT, Calls.chat("up/m"), "X-Forwarded-For: " + forwardedFor).status())
          .isEqualTo(200);
      Await.until(
          "recorded", () -> gateway.get("/admin/api/calls").json().path("calls").size() == 1);
      var id = gateway.get("/admin/api/calls").json().at("/calls/0/id").asString();
      return gateway.get("/admin/api/calls/" + id).json().findValue("address").asString();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|203.0.113.7|127.0.0.1",
        "10.0.0.0/8|203.0.113.7|127.0.0.1",
        "127.0.0.1|203.0.113.7|203.0.113.7",
        "127.0.0.0/8,10.0.0.0/8|6.6.6.6, 203.0.113.7, 10.1.2.3|203.0.113.7",
        "127.0.0.1|6.6.6.6, 203.0.113.7:4711|203.0.113.7",
        "127.0.0.1|[2001:db8::7]:443|2001:db8:0:0:0:0:0:7",
        "127.0.0.1|unknown|127.0.0.1"
      })
  void the_record_has_the_last_address_that_no_trusted_proxy_has(
      String trusted, String forwardedFor, String expected) throws Exception {
    assertThat(recorded(trusted, forwardedFor)).isEqualTo(expected);
  }

  @Test
  void the_scheme_that_a_trusted_proxy_names_belongs_to_the_gateways_own_origin() throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway =
            new RunningGateway.Setup()
                .provider("up", upstream.baseUrl())
                .env("ALLOW_ANONYMOUS", "true")
                .env("TRUSTED_PROXIES", "127.0.0.1")
                .start()) {
      var https = "X-Forwarded-Proto: https";
      var host = "Host: gw.example";
      assertThat(
              gateway
                  .post(CHAT, Calls.chat("up/m"), https, host, "Origin: https://gw.example")
                  .status())
          .isEqualTo(200);
      assertThat(
              gateway
                  .post(CHAT, Calls.chat("up/m"), https, host, "Origin: http://gw.example")
                  .status())
          .isEqualTo(403);
    }
  }
}
