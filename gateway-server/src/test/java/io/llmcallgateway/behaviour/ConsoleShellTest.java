package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests the way to the console of a gateway without a key, whether or not its files are built.
final class ConsoleShellTest extends SharedGateway {
  private static final String BROWSER =
      "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return new RunningGateway.Setup().provider("up", upstream.baseUrl());
  }

  private RawAnswer get(String path, String... headers) throws Exception {
    try (var client = gateway.client()) {
      client.get(path, headers);
      return client.answer();
    }
  }

  @Test
  void a_browser_is_led_from_the_root_to_the_console() throws Exception {
    var answer = get("/", BROWSER);
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("location")).isEqualTo("/console/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept: */*",
        "Accept: application/json",
        "Accept: text/html;q=0, */*",
        "X-None: 1"
      })
  void programs_get_json_from_the_root(String accept) throws Exception {
    var answer = get("/", accept);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("service").asString()).isEqualTo("LLMCallGateway");
  }

  @Test
  void a_link_of_another_site_leads_to_the_console_but_nothing_else_may_load_it() throws Exception {
    var link =
        List.of(
            "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document");
    for (var path : List.of("/", "/console", "/console/", "/console/calls?range=24h")) {
      var headers = new ArrayList<>(link);
      headers.add(BROWSER);
      assertThat(get(path, headers.toArray(String[]::new)).status()).as(path).isNotEqualTo(403);
      headers.set(2, "Sec-Fetch-Dest: iframe");
      assertThat(get(path, headers.toArray(String[]::new)).status()).as(path).isEqualTo(403);
    }
    assertThat(get("/admin/api/calls", link.toArray(String[]::new)).status()).isEqualTo(403);
  }

  @Test
  void a_name_that_only_resolves_to_this_machine_gets_nothing() throws Exception {
    assertThat(get("/console/", "Host: rebound.example").status()).isEqualTo(403);
    assertThat(get("/admin/api/calls", "Host: rebound.example").status()).isEqualTo(403);
  }
}
