package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What can be asked about calls over HTTP: several values, and what is not wanted.
final class CallFiltersTest {
  private static final String API = "/admin/api/calls?";

  @TempDir private Path folder;

  private RunningGateway gateway(ScriptedUpstream upstream) throws Exception {
    var data = "data-dir: \"" + folder.resolve("data") + "\"\n";
    var gateway = RunningGateway.on(upstream).in(folder).yaml(data).start();
    gateway.post(CHAT, Calls.chat("up/one"), "x-gateway-tag-team: search");
    gateway.post(CHAT, Calls.chat("up/two"), "x-session-id: s-1");
    upstream.next(Scripts.json(400, "{\"error\":{\"message\":\"no\"}}"));
    gateway.post(CHAT, Calls.chat("up/三"));
    Await.until("all are kept", () -> models(gateway, "").size() == 3);
    return gateway;
  }

  private static List<String> models(RunningGateway gateway, String query) throws Exception {
    var answer = gateway.get(API + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    var models = new ArrayList<String>();
    answer.json().path("calls").forEach(call -> models.add(call.path("model").asString()));
    return models;
  }

  @Test
  void several_values_are_any_of_them_and_exclusions_none() throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway = gateway(upstream)) {
      var third = URLEncoder.encode("up/三", UTF_8);
      assertThat(models(gateway, "model=up/one&model=" + third)).containsExactly("up/三", "up/one");
      assertThat(models(gateway, "not.model=up/one&not.model=" + third)).containsExactly("up/two");
      assertThat(models(gateway, "status=4xx")).containsExactly("up/三");
      assertThat(models(gateway, "not.status=4xx&not.tag.team=search")).containsExactly("up/two");
      assertThat(models(gateway, "not.session=s-1&not.state=error")).containsExactly("up/one");
      assertThat(models(gateway, "tag.team=search&tag.team=ads")).containsExactly("up/one");
      assertThat(models(gateway, "key=client&operation=chat")).hasSameSizeAs(models(gateway, ""));
      assertThat(models(gateway, "cache=hit")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "modell=x, modell",
    "not.q=x, not.q",
    "not.stream=true, not.stream",
    "status=777, status",
    "state=error&state=tired, state",
    "cache=warm, cache",
    "stream=true&stream=false, stream",
    "not.cost=much, not.cost"
  })
  void a_parameter_that_makes_no_sense_is_named(String query, String parameter) throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway = RunningGateway.on(upstream).in(folder).start()) {
      var answer = gateway.get(API + query);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().at("/error/param").asString()).isEqualTo(parameter);
    }
  }

  @Test
  void a_parameter_has_so_many_values_at_most() throws Exception {
    try (var upstream = ScriptedUpstream.start();
        var gateway = RunningGateway.on(upstream).in(folder).start()) {
      assertThat(gateway.get(API + "&model=x".repeat(51)).status()).isEqualTo(400);
      assertThat(gateway.get(API + "&model=x".repeat(50)).status()).isEqualTo(200);
    }
  }
}
