package io.llmcallgateway.behaviour;

import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.ResponsesLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/// Base of suites with a gateway in front of a provider of the Responses API and one of chat
/// completions.
abstract class StoredResponses extends SharedGateway {
  static final String RESPONSES = "/v1/responses";
  static final String TOOLS =
      """
      "tools":[{"type":"function","name":"weather","parameters":{"type":"object","properties":{}},"strict":false}]\
      """;

  final ResponsesLike vendor = new ResponsesLike();

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream).yaml(yaml(upstream));
  }

  static String yaml(ScriptedUpstream upstream) {
    return """
      resp: { dialect: responses, base-url: "%s", api-key: k }
      ant: { dialect: anthropic, base-url: "%s", api-key: k }
    rules: [ { provider: ant, model: "*", reasoning: budget } ]
    models:
      careful: { targets: [resp/gpt-first, up/second] }
      terse: { targets: [resp/terse], journal: metadata }
      secretive: { targets: [up/secretive], journal: off }
    """
        .formatted(upstream.baseUrl(), upstream.uri());
  }

  @BeforeEach
  void speak() {
    upstream.always(vendor);
    vendor.answers(ResponsesLike.message("你好！I am an echo."));
  }

  JsonNode ask(String model, String more) throws Exception {
    return asked(gateway, model, more);
  }

  /// The response, taken from the last event where it was streamed.
  static JsonNode asked(RunningGateway gateway, String model, String more) throws Exception {
    var answer = gateway.post(RESPONSES, "{\"model\":\"" + model + "\"," + more + "}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return response(answer);
  }

  static JsonNode response(RawAnswer answer) {
    if (!answer.require("content-type").startsWith("text/event-stream")) return answer.json();
    var held = new ArrayList<JsonNode>();
    for (var line : answer.text().lines().toList()) {
      if (!line.startsWith("data: ")) continue;
      var event = Json.MAPPER.readTree(line.substring(6));
      if (event.has("response")) held.add(event.path("response"));
    }
    assertThat(held)
        .extracting(each -> each.path("id").asString())
        .containsOnly(id(held.getLast()));
    assertThat(held)
        .extracting(each -> each.path("previous_response_id").toString())
        .containsOnly(held.getLast().path("previous_response_id").toString());
    return held.getLast();
  }

  static String id(JsonNode response) {
    return response.path("id").asString();
  }

  static String after(JsonNode previous, String input) {
    return "\"previous_response_id\":\"" + id(previous) + "\",\"input\":" + input;
  }

  public RawAnswer delete(String path) throws Exception {
    try (var client = gateway.client()) {
      client.request("DELETE", path, null, authorized());
      return client.answer();
    }
  }

  void requireGone(String id) throws Exception {
    var got = gateway.get(RESPONSES + "/" + id);
    assertThat(got.status()).as(got.text()).isEqualTo(404);
    assertThat(got.error().path("message").asString())
        .isEqualTo("Response with id '" + id + "' not found.");
    requireNotContinued(gateway, id);
  }

  static void requireNotContinued(RunningGateway gateway, String id) throws Exception {
    var body = "{\"model\":\"up/m\",\"input\":\"接着说\",\"previous_response_id\":\"" + id + "\"}";
    var got = gateway.post(RESPONSES, body);
    assertThat(got.status()).as(got.text()).isEqualTo(400);
    assertThat(got.error().path("code").asString()).isEqualTo("previous_response_not_found");
    assertThat(got.error().path("param").asString()).isEqualTo("previous_response_id");
    assertThat(got.error().path("message").asString()).contains("'" + id + "' not found");
  }

  static List<String> roles(JsonNode messages) {
    var roles = new ArrayList<String>();
    for (var message : messages) roles.add(message.path("role").asString());
    return roles;
  }
}
