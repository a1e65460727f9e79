package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.Scripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Tests that a provider can be tried from the console, and that the reason is told where it fails.
final class ProviderTestsTest extends SharedGateway {
  private static final String PATH = "/admin/api/providers/up/test";

  private JsonNode test(String document) throws Exception {
    var answer = gateway.post(PATH, document);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static JsonNode phase(JsonNode test, String name) {
    for (var phase : test.path("phases")) {
      if (phase.path("name").asString().equals(name)) return phase.path("ms");
    }
    throw new AssertionError("no phase " + name + " in " + test);
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", "stream"})
  void a_short_call_tells_whether_the_provider_works(String kind) throws Exception {
    var test = test("{\"kind\":\"%s\",\"model\":\"m-1\"}".formatted(kind));
    assertThat(test.path("ok").asBoolean()).as(test.toString()).isTrue();
    assertThat(test.path("status").asInt()).isEqualTo(200);
    assertThat(phase(test, "total").asDouble()).isPositive();
    assertThat(phase(test, "first_byte").asDouble()).isPositive();
    var sent = upstream.requests().getLast();
    assertThat(sent.json().path("model").asString()).isEqualTo("m-1");
    var call = gateway.get("/admin/api/calls/" + test.path("call").asString()).json();
    assertThat(call.at("/client/key").asString()).isEqualTo("console");
    assertThat(call.path("stream").asBoolean()).isEqualTo(kind.equals("stream"));
  }

  @Test
  void a_wrong_key_is_told_as_the_provider_says_it() throws Exception {
    upstream.next(
        Scripts.json(401, OpenAiLike.error("Incorrect API key provided", "invalid_request_error")));
    var test = test("{\"model\":\"m\"}");
    assertThat(test.path("ok").asBoolean()).isFalse();
    assertThat(test.at("/error/kind").asString()).isEqualTo("upstream_auth");
    assertThat(test.at("/error/origin").asString()).isEqualTo("provider");
    assertThat(test.toString()).doesNotContain(RunningGateway.UPSTREAM_KEY);
  }

  @Test
  void the_list_of_models_is_asked_of_the_provider() throws Exception {
    upstream.next(Scripts.json(OpenAiLike.models("a", "b")));
    var test = test("{\"kind\":\"list\"}");
    assertThat(test.path("ok").asBoolean()).isTrue();
    assertThat(test.path("models").asInt()).isEqualTo(2);
    upstream.next(Scripts.html(502));
    var failed = test("{\"kind\":\"list\"}");
    assertThat(failed.path("ok").asBoolean()).isFalse();
    assertThat(failed.at("/error/message").asString()).contains("502");
  }

  @Test
  void the_demo_provider_lists_its_models_without_being_asked() throws Exception {
    var answer = gateway.post("/admin/api/providers/demo/test", "{\"kind\":\"list\"}");
    assertThat(answer.json().path("ok").asBoolean()).as(answer.text()).isTrue();
    assertThat(answer.json().path("models").asInt()).isPositive();
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void an_unknown_provider_and_an_unknown_kind_are_refused() throws Exception {
    assertThat(gateway.post("/admin/api/providers/nobody/test", "{}").status()).isEqualTo(404);
    assertThat(gateway.post("/admin/api/providers/up", "{}").status()).isEqualTo(404);
    assertThat(gateway.post(PATH, "{\"kind\":\"dance\"}").status()).isEqualTo(400);
    assertThat(gateway.post(PATH, "[]").status()).isEqualTo(400);
  }
}
