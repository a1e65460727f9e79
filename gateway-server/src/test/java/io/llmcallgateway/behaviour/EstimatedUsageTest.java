package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Tests usage that is estimated after the call because the provider reports none, and is marked as
/// an estimate.
final class EstimatedUsageTest extends SharedGateway {
  private static final String API = "/admin/api/calls";

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .yaml("models:\n  terse: { targets: [up/terse], journal: metadata }\n");
  }

  private JsonNode only(String model) throws Exception {
    var path = API + "?model=" + model;
    Await.until("a call to " + model, () -> gateway.get(path).json().path("calls").size() == 1);
    var id = gateway.get(path).json().at("/calls/0/id").asString();
    return gateway.get(API + "/" + id).json();
  }

  private static String withoutUsage(String content) {
    var answer = OpenAiLike.chat("m", content);
    var start = answer.indexOf(",\"usage\"");
    return answer.substring(0, start) + answer.substring(answer.indexOf("}", start) + 1);
  }

  @Test
  void a_plain_answer_without_usage_is_counted_afterwards() throws Exception {
    upstream.next(Scripts.json(withoutUsage("one two three four five six seven eight nine ten")));
    var answer = gateway.post(CHAT, Calls.chat("up/silent", "鲁迅原名是什么？"));
    assertThat(answer.text()).doesNotContain("usage");

    var usage = only("up/silent").path("usage");
    assertThat(usage.path("estimated").asBoolean()).isTrue();
    assertThat(usage.path("output").asInt()).isEqualTo(10);
    assertThat(usage.path("input").asInt()).isBetween(10, 25);
  }

  @Test
  void prometheus_and_the_journal_tell_the_same_of_estimates() throws Exception {
    for (var model : new String[] {"up/twice", "up/once"}) {
      upstream.next(Scripts.json(withoutUsage("one two three four five 六")));
      gateway.post(CHAT, Calls.chat(model, "one two three"));
      long out = only(model).at("/usage/output").asLong();
      assertThat(out).isPositive();
      var wanted =
          "llmcallgateway_tokens_total{model=\"%s\",provider=\"up\",type=\"output\"} %d.0"
              .formatted(model, out);
      Await.until(wanted, () -> prometheus().contains(wanted));
    }
  }

  private String prometheus() throws Exception {
    return gateway.get("/metrics?format=prometheus").text();
  }

  @Test
  void what_the_provider_counted_stays_as_it_is() throws Exception {
    gateway.post(CHAT, Calls.chat("up/counting"));
    var usage = only("up/counting").path("usage");
    assertThat(usage.path("estimated").asBoolean()).isFalse();
    assertThat(usage.path("input").asInt()).isEqualTo(15);
    assertThat(usage.path("output").asInt()).isEqualTo(45);
  }

  @Test
  void a_stream_without_usage_is_counted_with_its_thoughts_and_tool_calls() throws Exception {
    upstream.next(
        Scripts.stream(
            OpenAiLike.chunk("m", "{\"reasoning_content\":\"let me think about it\"}", "null"),
            OpenAiLike.content("m", "hello there"),
            OpenAiLike.chunk(
                "m",
                "{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":"
                    + "{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Paris\\\"}\"}}]}",
                "null"),
            OpenAiLike.finish("m", "tool_calls"),
            OpenAiLike.DONE));
    gateway.post(CHAT, Calls.stream("up/thinking"));
    var usage = only("up/thinking").path("usage");
    assertThat(usage.path("estimated").asBoolean()).isTrue();
    assertThat(usage.path("reasoning").asInt()).isEqualTo(5);
    assertThat(usage.path("output").asInt()).isBetween(7, 10);
  }

  @Test
  void a_stream_that_the_client_left_counts_what_had_been_said() throws Exception {
    upstream.next(
        Scripts.streamHead()
            .then(
                Scripts.chunks(
                    OpenAiLike.role("m"),
                    OpenAiLike.content("m", "one two three four"),
                    OpenAiLike.content("m", " five six seven eight")))
            .then(Scripts.stall()));
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.stream("up/left"), authorized());
      client.head();
      client.readUntil("eight");
    }
    var call = only("up/left");
    assertThat(call.path("state").asString()).isEqualTo("cancelled");
    assertThat(call.at("/usage/estimated").asBoolean()).isTrue();
    assertThat(call.at("/usage/output").asInt()).isEqualTo(8);
    assertThat(call.at("/usage/input").asInt()).isPositive();
    var wanted = "llmcallgateway_tokens_total{model=\"other\",provider=\"up\",type=\"output\"} 8.0";
    Await.until(wanted, () -> prometheus().contains(wanted));
  }

  @Test
  void a_stream_that_was_cut_counts_what_had_been_said() throws Exception {
    upstream.next(
        Scripts.streamHead()
            .then(Scripts.chunks(OpenAiLike.content("m", "one two three four")))
            .then(Scripts.reset()));
    gateway.post(CHAT, Calls.stream("up/cut"));
    var call = only("up/cut");
    assertThat(call.path("state").asString()).isEqualTo("error");
    assertThat(call.at("/usage/output").asInt()).isEqualTo(4);
  }

  @Test
  void where_no_bodies_are_kept_sizes_must_do() throws Exception {
    upstream.next(Scripts.json(withoutUsage("word ".repeat(100))));
    gateway.post(CHAT, Calls.chat("terse", "word ".repeat(200)));
    var call = only("terse");
    assertThat(call.path("answer").isMissingNode()).isTrue();
    assertThat(call.at("/usage/estimated").asBoolean()).isTrue();
    assertThat(call.at("/usage/input").asInt()).isBetween(200, 300);
    assertThat(call.at("/usage/output").asInt()).isBetween(100, 150);
  }

  @Test
  void a_picture_counts_as_a_picture_not_as_text() throws Exception {
    upstream.next(Scripts.json(withoutUsage("a cat")));
    var picture = "data:image/png;base64," + "iVBORw0KGgo".repeat(20_000);
    gateway.post(
        CHAT,
        """
        {"model":"up/seeing","messages":[{"role":"user","content":[
          {"type":"text","text":"what is this?"},
          {"type":"image_url","image_url":{"url":"%s"}}]}]}\
        """
            .formatted(picture));
    assertThat(only("up/seeing").at("/usage/input").asInt()).isBetween(800, 900);
  }

  @Test
  void a_call_that_the_provider_refused_used_nothing() throws Exception {
    upstream.next(Scripts.json(400, OpenAiLike.error("no", "invalid_request_error")));
    gateway.post(CHAT, Calls.chat("up/refusing"));
    var call = only("up/refusing");
    assertThat(call.path("usage").isMissingNode()).isTrue();
    assertThat(call.at("/cost/state").asString()).isEqualTo("unused");
  }
}
