package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Tests the pages of a call's bodies: their bytes in pieces, and their outlines.
final class CallBodiesTest extends SharedGateway {
  private static final String API = "/admin/api/calls/";

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) {
    return RunningGateway.on(upstream)
        .yaml(
            """
            rules:
              - { provider: up, model: ruled, refuses: [top_k] }
            """);
  }

  /// The path of a call once it is kept.
  private String kept(RawAnswer answer) throws Exception {
    return API + gateway.awaitRecord(answer).path("id").asString();
  }

  private JsonNode json(String path) throws Exception {
    var answer = gateway.get(path);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void a_body_is_sent_in_pieces() throws Exception {
    var asked = Calls.chat("up/pieces", "一片一片");
    var path = kept(gateway.post(CHAT, asked)) + "/client_request";
    var bytes = asked.getBytes(UTF_8);
    var whole = gateway.get(path);
    assertThat(whole.header("accept-ranges")).isEqualTo("bytes");
    assertThat(whole.text()).isEqualTo(asked);

    var piece = gateway.get(path, "Range: bytes=2-6");
    assertThat(piece.status()).isEqualTo(206);
    assertThat(piece.text()).isEqualTo(new String(bytes, 2, 5, UTF_8));
    assertThat(piece.header("content-range")).isEqualTo("bytes 2-6/" + bytes.length);
    assertThat(gateway.get(path, "Range: bytes=-3").text())
        .isEqualTo(new String(bytes, bytes.length - 3, 3, UTF_8));
    assertThat(gateway.get(path, "Range: bytes=3-").body()).hasSize(bytes.length - 3);
    var late = gateway.get(path, "Range: bytes=" + bytes.length + "-");
    assertThat(late.status()).isEqualTo(416);
    assertThat(late.header("content-range")).isEqualTo("bytes */" + bytes.length);
    assertThat(gateway.get(path, "Range: bytes=x-y").status()).isEqualTo(200);
    assertThat(gateway.get(path, "Range: bytes=6-2").status()).isEqualTo(416);
  }

  @Test
  void a_body_that_the_client_has_is_not_sent_again() throws Exception {
    var path = kept(gateway.post(CHAT, Calls.chat("up/tagged", "同样"))) + "/client_request";
    var tag = gateway.get(path).require("etag");
    var known = gateway.get(path, "If-None-Match: \"x\", " + tag);
    assertThat(known.status()).isEqualTo(304);
    assertThat(known.body()).isEmpty();
    assertThat(gateway.get(path, "If-None-Match: \"x\"").status()).isEqualTo(200);
    assertThat(gateway.get(path, "Range: bytes=0-0", "If-Range: " + tag).status()).isEqualTo(206);
    assertThat(gateway.get(path, "Range: bytes=0-0", "If-Range: \"x\"").status()).isEqualTo(200);
  }

  @Test
  void a_tool_call_tells_what_it_works_on_in_every_format() throws Exception {
    var asked =
        """
        {"model":"up/tooled","max_tokens":9,"messages":[{"role":"user","content":"改"},\
        {"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"edit",\
        "input":{"old":"a","file_path":"/src/甲.ts"}}]},\
        {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"ok"}]}]}\
        """;
    var path = kept(gateway.post("/v1/messages", asked)) + "/outline/";
    for (var body : new String[] {"client_request", "provider_request/0"}) {
      var parts = json(path + body).path("parts");
      assertThat(parts.findValuesAsString("target")).as(body).containsExactly("/src/甲.ts");
    }
  }

  @Test
  void each_body_has_an_outline_in_its_own_format() throws Exception {
    var asked =
        """
        {"model":"up/outlined","max_tokens":9,"system":"简短","messages":[\
        {"role":"user","content":[{"type":"text","text":"你好"}]}]}\
        """;
    var path = kept(gateway.post("/v1/messages", asked)) + "/outline/";
    var client = json(path + "client_request");
    assertThat(client.path("dialect").asString()).isEqualTo("anthropic");
    assertThat(client.path("complete").asBoolean()).isTrue();
    assertThat(client.at("/parts/0/role").asString()).isEqualTo("system");
    assertThat(client.at("/parts/0/text").asString()).isEqualTo("简短");
    assertThat(client.at("/parts/1/path").asString()).isEqualTo("messages[0].content[0]");
    var sent = json(path + "provider_request/0");
    assertThat(sent.path("dialect").asString()).isEqualTo("openai");
    assertThat(sent.at("/parts/1/hash")).isEqualTo(client.at("/parts/1/hash"));
    assertThat(json(path + "provider_answer/0").at("/parts/0/role").asString())
        .isEqualTo("assistant");
    assertThat(json(path + "client_request?from=1").path("parts")).hasSize(1);
    assertThat(gateway.get(path + "client_request?from=-1").status()).isEqualTo(400);
    assertThat(gateway.get(path + "provider_request/7").status()).isEqualTo(404);
    assertThat(gateway.get(path + "nothing").status()).isEqualTo(404);
  }

  @Test
  void a_stream_has_the_outline_of_its_document() throws Exception {
    var path = kept(gateway.post(CHAT, Calls.stream("up/streamed"))) + "/outline/";
    var document = json(path + "client_answer");
    assertThat(document.path("parts")).hasSize(1);
    for (var kind : new String[] {"client_stream", "provider_answer"}) {
      var raw = json(path + kind);
      assertThat(raw.path("complete").asBoolean()).as(raw.toString()).isTrue();
      assertThat(raw.at("/parts/0/text")).isEqualTo(document.at("/parts/0/text"));
      assertThat(raw.at("/parts/0/hash")).isEqualTo(document.at("/parts/0/hash"));
    }
  }

  private static JsonNode at(JsonNode diff, String path) {
    for (var change : diff.path("changes")) {
      if (change.path("path").asString().equals(path)) return change;
    }
    throw new AssertionError("no change at " + path + ": " + diff);
  }

  @Test
  void what_the_gateway_changed_of_a_request_has_its_author() throws Exception {
    var asked =
        """
        {"model":"up/changed","max_tokens":9,"top_k":3,"stream":true,
         "messages":[{"role":"user","content":"你好"}]}\
        """;
    var path = kept(gateway.post(CHAT, asked)) + "/diff?left=client_request&right=";
    var diff = json(path + "provider_request:0");
    assertThat(diff.path("mode").asString()).isEqualTo("json");
    assertThat(diff.path("same").asBoolean()).isFalse();
    var model = at(diff, "model");
    assertThat(model.path("op").asString()).isEqualTo("changed");
    assertThat(model.at("/left/text").asString()).isEqualTo("up/changed");
    assertThat(model.at("/right/text").asString()).isEqualTo("changed");
    assertThat(model.at("/by/kind").asString()).isEqualTo("gateway");
    assertThat(model.at("/by/name").asString()).isEqualTo("routing");
    assertThat(at(diff, "stream_options").at("/by/name").asString()).isEqualTo("usage");
    assertThat(json(path + "client_request").path("same").asBoolean()).isTrue();
    assertThat(gateway.get(path + "provider_answer:0").status()).isEqualTo(400);
    assertThat(gateway.get(path + "provider_request:9").status()).isEqualTo(404);
    assertThat(gateway.get(path.replace("&right=", "")).status()).isEqualTo(400);
  }

  @Test
  void a_member_that_a_rule_takes_away_names_the_rule() throws Exception {
    var asked =
        """
        {"model":"up/ruled","top_k":3,"messages":[{"role":"user","content":"你好"}]}\
        """;
    var path = kept(gateway.post(CHAT, asked));
    var diff = json(path + "/diff?left=client_request&right=provider_request");
    var removed = at(diff, "top_k");
    assertThat(removed.path("op").asString()).isEqualTo("removed");
    assertThat(removed.at("/by/kind").asString()).isEqualTo("rule");
    assertThat(removed.at("/by/name").asString()).startsWith("refuses · gateway.yaml rules[");
    assertThat(removed.path("loss").asString()).isNotEmpty();
  }

  @Test
  void bodies_of_two_formats_differ_by_their_translation() throws Exception {
    var asked =
        """
        {"model":"up/translated","max_tokens":9,"system":"简短",\
        "messages":[{"role":"user","content":"你好"}]}\
        """;
    var path = kept(gateway.post("/v1/messages", asked));
    var diff = json(path + "/diff?left=client_request&right=provider_request:0");
    assertThat(diff.path("mode").asString()).isEqualTo("parts");
    assertThat(diff.path("same").asBoolean()).as(diff.toString()).isTrue();
    var answers = json(path + "/diff?left=provider_answer:0&right=client_answer");
    assertThat(answers.path("same").asBoolean()).as(answers.toString()).isTrue();
  }
}
