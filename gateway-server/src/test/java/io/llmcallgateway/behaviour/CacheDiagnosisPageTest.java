package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import io.llmcallgateway.wire.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Tests that the journal says why a prompt was not read from the vendor's cache.
final class CacheDiagnosisPageTest extends SharedGateway {
  private static final String RULES = "一条规则。".repeat(1_000);

  @TempDir private static Path folder;

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    Files.writeString(
        folder.resolve("prices.yaml"),
        """
        lists:
          up:
            models:
              - { name: m, match: ["*"], prices: [ { input: "2", cache-read: "0.2", output: "8" } ] }
        """);
    return RunningGateway.on(upstream)
        .in(folder)
        .yaml(
            """
              claude: { dialect: anthropic, base-url: "%s", api-key: k }
            data-dir: "%s"
            """
                .formatted(upstream.baseUrl(), folder.resolve("data")));
  }

  /// Makes a call in a session and returns its diagnosis.
  private JsonNode call(String session, String rules, String words, int input, int cached)
      throws Exception {
    upstream.next(
        Scripts.json(
            """
            {"id":"c","model":"cached","choices":[{"index":0,"message":{"role":"assistant",
             "content":"好"},"finish_reason":"stop"}],"usage":{"prompt_tokens":%d,
             "completion_tokens":1,"prompt_tokens_details":{"cached_tokens":%d}}}\
            """
                .formatted(input, cached)));
    var answer =
        gateway.post(
            CHAT,
            """
            {"model":"up/cached","messages":[{"role":"system","content":"%s"},\
            {"role":"user","content":"你好"}%s]}\
            """
                .formatted(rules, words),
            "x-session-id: " + session);
    var id = gateway.awaitRecord(answer).path("id").asString();
    var page = gateway.get("/admin/api/calls/" + id + "/cache");
    assertThat(page.status()).as(page.text()).isEqualTo(200);
    return page.json();
  }

  @Test
  void a_session_whose_prompt_goes_on_hits_and_one_that_changes_misses() throws Exception {
    var more = ",{\"role\":\"assistant\",\"content\":\"好\"},{\"role\":\"user\",\"content\":\"再\"}";
    var first = call("s-1", RULES, "", 5_000, 0);
    assertThat(first.path("state").asString()).isEqualTo("none");
    assertThat(first.path("why").asString()).isEqualTo("no_earlier_call");

    var second = call("s-1", RULES, more, 5_020, 4_992);
    assertThat(second.path("state").asString()).as(second.toString()).isEqualTo("hit");
    assertThat(second.path("read_tokens").asInt()).isEqualTo(4_992);

    var third = call("s-1", "新" + RULES, more, 5_021, 0);
    assertThat(third.path("state").asString()).as(third.toString()).isEqualTo("miss");
    assertThat(third.path("by").asString()).isEqualTo("client");
    assertThat(third.path("why").asString()).isEqualTo("changed_system");
    assertThat(third.at("/first/path").asString()).isEqualTo("messages[0].content");
    assertThat(third.at("/first/after").asString()).startsWith("新一条规则");
    assertThat(third.at("/against/gap_ms").asLong()).isPositive();
  }

  @Test
  void the_vendors_own_figures_are_passed_on_as_they_are() throws Exception {
    var page = call("s-3", RULES, "", 5_000, 4_992);
    assertThat(page.path("vendor"))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"usage":{"prompt_tokens":5000,"completion_tokens":1,
                 "prompt_tokens_details":{"cached_tokens":4992}}}
                """));
  }

  @Test
  void the_figures_of_a_stream_are_those_of_its_last_events_with_diagnostics() throws Exception {
    upstream.next(
        Scripts.stream(
            Scripts.event(
                "message_start",
                """
                    "message":{"id":"msg_1","type":"message","role":"assistant","model":"c",\
                    "content":[],"stop_reason":null,"diagnostics":{"cache_miss_reason":"工具变了"},\
                    "usage":{"input_tokens":9,"cache_creation_input_tokens":40,\
                    "cache_read_input_tokens":0,"output_tokens":1}}\
                    """),
            Scripts.event(
                "message_delta",
                "\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":7}"),
            Scripts.event("message_stop", "\"last\":true")));
    var answer =
        gateway.post(
            "/v1/messages",
            """
            {"model":"claude/c","max_tokens":9,"stream":true,\
            "messages":[{"role":"user","content":"你好"}]}\
            """);
    var id = gateway.awaitRecord(answer).path("id").asString();
    var vendor = gateway.get("/admin/api/calls/" + id + "/cache").json().path("vendor");
    assertThat(vendor.at("/diagnostics/cache_miss_reason").asString())
        .as(answer.toString())
        .isEqualTo("工具变了");
    assertThat(vendor.at("/usage/cache_creation_input_tokens").asInt()).isEqualTo(40);
    assertThat(vendor.at("/usage/output_tokens").asInt()).isEqualTo(7);
  }

  @Test
  void the_same_prompt_unread_is_the_vendors_and_costs_the_difference_of_prices() throws Exception {
    var more = ",{\"role\":\"assistant\",\"content\":\"好\"},{\"role\":\"user\",\"content\":\"再\"}";
    call("s-2", RULES, "", 5_000, 0);
    var missed = call("s-2", RULES, more, 5_020, 0);
    assertThat(missed.path("by").asString()).as(missed.toString()).isEqualTo("vendor");
    assertThat(missed.path("why").asString()).isEqualTo("other_account");
    assertThat(missed.path("lost_tokens").asInt()).isEqualTo(5_000);
    assertThat(missed.path("lost_nano_usd").asLong()).isEqualTo(5_000L * 1_800);
    call("s-2", RULES, more, 5_020, 4_992);
    var session = gateway.get("/admin/api/sessions/s-2?lost=true").json().path("summary");
    assertThat(session.path("lost_tokens").asLong()).as(session.toString()).isEqualTo(5_000);
    assertThat(session.path("lost_nano_usd").asLong()).isEqualTo(5_000L * 1_800);
    assertThat(session.has("lost_exact")).isFalse();
    assertThat(gateway.get("/admin/api/sessions/s-2").json().at("/summary").has("lost_nano_usd"))
        .isFalse();
  }

  @Test
  void a_loss_whose_price_is_not_known_is_not_said_to_be_all() throws Exception {
    for (int i = 0; i < 2; i++) {
      upstream.next(
          Scripts.json(
              """
              {"id":"c","model":"c","type":"message","role":"assistant","content":[],
               "stop_reason":"end_turn","usage":{"input_tokens":5000,"output_tokens":1}}\
              """));
      var answer =
          gateway.post(
              "/v1/messages",
              """
              {"model":"claude/nameless","max_tokens":9,"messages":[{"role":"user","content":[
               {"type":"text","text":"%s","cache_control":{"type":"ephemeral"}}]}]}\
              """
                  .formatted(RULES),
              "x-session-id: s-9");
      gateway.awaitRecord(answer);
    }
    var session = gateway.get("/admin/api/sessions/s-9?lost=true").json().path("summary");
    assertThat(session.path("lost_nano_usd").asLong()).as(session.toString()).isZero();
    assertThat(session.path("lost_exact").asBoolean(true)).isFalse();
  }
}
