package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Tests that content other than text reaches a client whose format has a place for it, plain and
/// streamed, and is a recorded loss otherwise.
final class ContentArrivesTest extends SharedGateway {
  private static final String PNG = "iVBORw0KGgoAAAANSUhEUg==";

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .yaml(
            """
              goo: { dialect: gemini, base-url: "%1$s", api-key: k }
              aside: { dialect: openai, base-url: "%1$s/v1", api-key: k, quirks: [reasoning-field] }
              co: { dialect: cohere, base-url: "%1$s", api-key: k }
              ant: { dialect: anthropic, base-url: "%1$s", api-key: k }
              aws: { dialect: bedrock, base-url: "%1$s", api-key: k }
            """
                .formatted(upstream.uri()));
  }

  private static String drawing() {
    return "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"画好了\"},"
        + "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\""
        + PNG
        + "\"}}]},\"finishReason\":\"STOP\",\"index\":0}],\"modelVersion\":\"g\"}";
  }

  private static String picture() {
    return "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":"
        + "[{\"index\":0,\"%s\":{\"role\":\"assistant\",\"content\":\"画好了\",\"images\":[{\"type\":"
        + "\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,"
        + PNG
        + "\"}}]},\"finish_reason\":\"stop\"}]}";
  }

  private void answer(String target, boolean stream) {
    if (target.startsWith("goo/")) {
      upstream.next(stream ? Scripts.stream(data(drawing())) : Scripts.json(drawing()));
    } else if (stream) {
      upstream.next(Scripts.stream(data(picture().formatted("delta")), "data: [DONE]\n\n"));
    } else {
      upstream.next(Scripts.json(picture().formatted("message")));
    }
  }

  private static String data(String json) {
    return "data: " + json + "\n\n";
  }

  private static List<JsonNode> events(String text) {
    var events = new ArrayList<JsonNode>();
    for (var line : text.lines().toList()) {
      if (line.startsWith("data: {")) events.add(Json.MAPPER.readTree(line.substring(6)));
    }
    return events;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_picture_arrives_at_the_chat_door(boolean stream) throws Exception {
    answer("goo/g", stream);
    var got = gateway.post(CHAT, stream ? Calls.stream("goo/g") : Calls.chat("goo/g"));
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    var images =
        stream
            ? events(got.text()).stream()
                .map(each -> each.at("/choices/0/delta/images"))
                .filter(JsonNode::isArray)
                .findFirst()
                .orElseThrow()
            : got.json().at("/choices/0/message/images");
    assertThat(images).hasSize(1);
    assertThat(images.at("/0/image_url/url").asString()).isEqualTo("data:image/png;base64," + PNG);
  }

  @ParameterizedTest
  @CsvSource({"goo/g, false", "goo/g, true", "up/m, false", "up/m, true"})
  void a_picture_arrives_at_the_responses_door(String target, boolean stream) throws Exception {
    answer(target, stream);
    var body = "{\"model\":\"%s\",\"input\":\"画\",\"stream\":%s}".formatted(target, stream);
    var got = gateway.post("/v1/responses", body);
    var events = events(got.text());
    var response = stream ? events.getLast().path("response") : got.json();
    if (stream) {
      assertThat(events).anyMatch(each -> each.at("/item/result").asString("").equals(PNG));
    }
    assertThat(response.path("output"))
        .anyMatch(
            item ->
                item.path("type").asString("").equals("image_generation_call")
                    && item.path("result").asString("").equals(PNG));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_picture_arrives_at_the_gemini_door(boolean stream) throws Exception {
    answer("up/m", stream);
    var path =
        "/v1beta/models/up%2Fm:" + (stream ? "streamGenerateContent?alt=sse" : "generateContent");
    var got =
        gateway.post(path, "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"画\"}]}]}");
    assertThat(got.text()).contains("\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"" + PNG);
  }

  @Test
  void a_picture_arrives_at_the_converse_door_as_it_streams() throws Exception {
    answer("goo/g", true);
    var got =
        gateway.post(
            "/model/goo%2Fg/converse-stream",
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"画\"}]}]}");
    assertThat(got.text()).contains("\"image\":{\"format\":\"png\"}").contains(PNG);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_picture_without_a_place_is_told(boolean stream) throws Exception {
    answer("goo/g", stream);
    var got =
        gateway.post(
            "/v1/messages",
            "{\"model\":\"goo/g\",\"max_tokens\":9,\"stream\":"
                + stream
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"画\"}]}");
    var record = gateway.awaitRecord(got);
    assertThat(record.path("losses").asString()).contains("images:unsupported");
  }

  private static String chunk(String delta, String finish) {
    return data(
        "{\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":"
            + "[{\"index\":0,\"delta\":"
            + delta
            + ",\"finish_reason\":"
            + finish
            + "}]}");
  }

  private static String annotation(String url, int start, int end) {
    return "{\"annotations\":[{\"type\":\"url_citation\",\"url_citation\":{\"url\":\"%s\",\"title\":\"T\",\"content\":\"来源的话\",\"start_index\":%d,\"end_index\":%d}}]}"
        .formatted(url, start, end);
  }

  private void citing() {
    upstream.next(
        Scripts.stream(
            chunk(annotation("https://a.example", 0, 2), "null"),
            chunk("{\"content\":\"鲁迅原名周树人。\"}", "null"),
            chunk(annotation("https://b.example", 4, 7), "null"),
            chunk("{}", "\"stop\""),
            "data: [DONE]\n\n"));
  }

  @Test
  void citations_before_the_first_text_reach_the_messages_door() throws Exception {
    citing();
    var got =
        gateway.post(
            "/v1/messages",
            "{\"model\":\"up/m\",\"max_tokens\":9,\"stream\":true,\"messages\":[{\"role\":\"user\","
                + "\"content\":\"谁\"}]}");
    assertThat(got.text()).contains("https://a.example").contains("https://b.example");
    assertThat(got.text().indexOf("content_block_start"))
        .isLessThan(got.text().indexOf("citations_delta"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", "responses", "messages", "gemini", "cohere", "converse"})
  void citations_before_the_first_text_reach_every_door(String door) throws Exception {
    citing();
    var said = "{\"role\":\"user\",\"content\":\"谁\"}";
    var got =
        switch (door) {
          case "chat" ->
              gateway.post(
                  CHAT, "{\"model\":\"aside/m\",\"stream\":true,\"messages\":[" + said + "]}");
          case "responses" ->
              gateway.post(
                  "/v1/responses", "{\"model\":\"up/m\",\"stream\":true,\"input\":[" + said + "]}");
          case "messages" ->
              gateway.post(
                  "/v1/messages",
                  "{\"model\":\"up/m\",\"max_tokens\":9,\"stream\":true,\"messages\":["
                      + said
                      + "]}");
          case "gemini" ->
              gateway.post(
                  "/v1beta/models/up%2Fm:streamGenerateContent?alt=sse",
                  "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"谁\"}]}]}");
          case "cohere" ->
              gateway.post(
                  "/v2/chat", "{\"model\":\"up/m\",\"stream\":true,\"messages\":[" + said + "]}");
          default ->
              gateway.post(
                  "/model/up%2Fm/converse-stream",
                  "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"谁\"}]}]}");
        };
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    assertThat(got.text())
        .contains("鲁迅原名周树人。")
        .contains("https://a.example")
        .contains("https://b.example");
    switch (door) {
      // official SDKs refuse a second list of what has no index, and an annotation of no part
      case "chat" -> assertThat(got.text().split("\"annotations\":\\[\\{", -1)).hasSize(2);
      case "responses" ->
          assertThat(got.text().indexOf("response.content_part.added"))
              .isLessThan(got.text().indexOf("annotation.added"));
      case "cohere" ->
          assertThat(events(got.text()))
              .anyMatch(each -> each.at("/delta/message/citations/text").asString("").equals("鲁迅"));
      default -> {}
    }
  }

  @Test
  void citations_that_no_text_follows_are_told() throws Exception {
    upstream.next(
        Scripts.stream(
            chunk(annotation("https://a.example", 0, 2), "null"),
            chunk(
                "{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}",
                "null"),
            chunk("{}", "\"tool_calls\""),
            "data: [DONE]\n\n"));
    var got =
        gateway.post(
            "/v1/messages",
            "{\"model\":\"up/m\",\"max_tokens\":9,\"stream\":true,\"messages\":[{\"role\":\"user\","
                + "\"content\":\"谁\"}]}");
    assertThat(got.text()).contains("tool_use").doesNotContain("https://a.example");
    var record = gateway.awaitRecord(got);
    assertThat(record.path("losses").asString()).contains("citations:unsupported");
  }

  @Test
  void spans_of_the_answer_and_words_of_the_source_stay_apart() throws Exception {
    citing();
    var got =
        gateway.post(
            "/v1beta/models/up%2Fm:streamGenerateContent?alt=sse",
            "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"谁\"}]}]}");
    var supports =
        events(got.text()).getLast().at("/candidates/0/groundingMetadata/groundingSupports");
    assertThat(supports.at("/0/segment/text").asString()).isEqualTo("鲁迅");
    assertThat(supports.at("/0/segment/endIndex").asInt()).isEqualTo(6);
    assertThat(supports.at("/1/segment/text").asString()).isEqualTo("周树人");
    assertThat(supports.at("/1/segment/startIndex").asInt()).isEqualTo(12);

    citing();
    var cohere =
        gateway.post(
            "/v2/chat",
            "{\"model\":\"up/m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"谁\"}]}");
    var cited =
        events(cohere.text()).stream()
            .map(each -> each.at("/delta/message/citations"))
            .filter(JsonNode::isObject)
            .toList();
    assertThat(cited.getLast().path("text").asString()).isEqualTo("周树人");
    assertThat(cited.getLast().at("/sources/0/document/snippet").asString()).isEqualTo("来源的话");
  }

  @Test
  void each_source_of_a_cohere_citation_is_a_citation_and_all_come_in_one_chunk() throws Exception {
    var citation =
        "{\"start\":0,\"end\":2,\"text\":\"鲁迅\",\"sources\":[{\"type\":\"document\",\"id\":\"1\","
            + "\"document\":{\"url\":\"https://a.example\",\"title\":\"A\",\"snippet\":\"s\"}},{\"type\":"
            + "\"document\",\"id\":\"2\",\"document\":{\"url\":\"https://b.example\",\"title\":\"B\"}}]}";
    upstream.next(
        Scripts.stream(
            data(
                "{\"type\":\"message-start\",\"id\":\"x\",\"delta\":{\"message\":{\"role\":\"assistant\"}}}"),
            data(
                "{\"type\":\"content-start\",\"index\":0,\"delta\":{\"message\":{\"content\":{\"type\":\"text\",\"text\":\"\"}}}}"),
            data(
                "{\"type\":\"content-delta\",\"index\":0,\"delta\":{\"message\":{\"content\":{\"text\":\"鲁迅\"}}}}"),
            data(
                "{\"type\":\"citation-start\",\"index\":0,\"delta\":{\"message\":{\"citations\":"
                    + citation
                    + "}}}"),
            data("{\"type\":\"content-end\",\"index\":0}"),
            data("{\"type\":\"message-end\",\"delta\":{\"finish_reason\":\"COMPLETE\"}}")));
    var got = gateway.post(CHAT, Calls.stream("co/command-a"));
    var annotated =
        events(got.text()).stream()
            .map(each -> each.at("/choices/0/delta/annotations"))
            .filter(JsonNode::isArray)
            .toList();
    assertThat(annotated).hasSize(1);
    assertThat(annotated.getFirst().findValuesAsString("url"))
        .containsExactly("https://a.example", "https://b.example");
    assertThat(annotated.getFirst().at("/0/url_citation/content").asString()).isEqualTo("s");
  }

  @Test
  void thinking_blocks_carry_claudes_signature() throws Exception {
    upstream.next(
        Scripts.json(
            "{\"id\":\"x\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"c\",\"content\":[{\"type\":\"text\",\"text\":\"好\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}"));
    var got =
        gateway.post(
            CHAT,
            "{\"model\":\"ant/claude-sonnet-4-5\",\"reasoning_effort\":\"high\",\"messages\":["
                + "{\"role\":\"user\",\"content\":\"一\",\"zz\":1},{\"role\":\"assistant\",\"content\":null,"
                + "\"thinking_blocks\":[{\"type\":\"thinking\",\"thinking\":\"想\",\"signature\":\"c2ln\"}],"
                + "\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\","
                + "\"arguments\":\"{}\"}}]},{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":[{"
                + "\"type\":\"text\",\"text\":\"ok\",\"yy\":2}]}],\"tools\":[{\"type\":\"function\","
                + "\"function\":{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}}]}");
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    assertThat(upstream.requests().getLast().text())
        .contains("\"thinking\":\"想\"")
        .contains("\"signature\":\"c2ln\"");
    assertThat(got.header("x-gateway-losses"))
        .contains("messages[0].zz:only-openai")
        .contains("yy:only-openai")
        .doesNotContain("thinking_blocks");
  }
}
