package io.llmcallgateway.behaviour;

import static io.llmcallgateway.testkit.Scripts.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Scripts;
import io.llmcallgateway.wire.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests streams as vendors really send them: odd indexes, repeated finishes, members in any order,
/// split characters.
final class VendorStreamsTest extends VendorSuite {
  private static String chunk(String choice) {
    return "data: {\"id\":\"c\",\"created\":1,\"model\":\"m\",\"choices\":[" + choice + "]}\n\n";
  }

  private String streamed(String model, String... chunks) throws Exception {
    upstream.next(Scripts.stream(chunks));
    return post(
            "/v1/messages",
            "{\"model\":\"%s/m\",\"max_tokens\":9,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                .formatted(model))
        .text();
  }

  @Test
  void pieces_with_an_index_of_their_own_belong_to_the_open_call() throws Exception {
    var got =
        streamed(
            "up",
            chunk(
                "{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"read\",\"arguments\":\"{\\\"q\\\":1}\"}}]}}"),
            chunk(
                "{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"b\",\"function\":{\"name\":\"write\",\"arguments\":\"\"}}]}}"),
            chunk(
                "{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":\"{\\\"q\\\"\"}}]}}"),
            chunk(
                "{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":\":2}\"}}]},\"finish_reason\":\"tool_calls\"}"),
            "data: [DONE]\n\n");
    assertThat(got.replace("\\\"", "'"))
        .contains("{'q':1}", "{'q'", ":2}")
        .doesNotContain("\"{}\"");
  }

  @Test
  void a_finish_counts_at_the_end() throws Exception {
    var usage = "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"total_tokens\":2}";
    var got =
        streamed(
            "up",
            "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"hm\"},\"finish_reason\":\"stop\"}],%s}\n\n"
                .formatted(usage),
            "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"The answer\"},\"finish_reason\":\"stop\"}],%s}\n\n"
                .formatted(usage),
            "data: [DONE]\n\n");
    assertThat(got).contains("hm", "The answer", "end_turn");
  }

  @Test
  void a_text_told_under_another_index_is_told_once() throws Exception {
    var item =
        "{\"id\":\"m1\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"hello\"}]}";
    var got =
        streamed(
            "res",
            event("response.created", "\"response\":{\"id\":\"r\",\"model\":\"m\"}"),
            event(
                "response.output_text.delta",
                "\"output_index\":0,\"content_index\":1,\"delta\":\"hello\""),
            event("response.output_item.done", "\"output_index\":0,\"item\":" + item),
            event(
                "response.completed",
                "\"response\":{\"id\":\"r\",\"status\":\"completed\",\"output\":[" + item + "]}"));
    assertThat(got.split("hello", -1)).hasSize(2);
  }

  /// Each door's stream, and the plain pieces of it: a character's four bytes over three events.
  @ParameterizedTest
  @ValueSource(strings = {"up", "ant", "gem", "res"})
  void a_character_cut_across_events_is_joined(String target) throws Exception {
    var bytes = "你😀好".getBytes(StandardCharsets.UTF_8);
    var stream = new ByteArrayOutputStream();
    if (target.equals("ant")) {
      stream.writeBytes(
          event("message_start", "\"message\":{\"id\":\"msg_1\",\"model\":\"m\",\"content\":[]}")
              .getBytes(StandardCharsets.UTF_8));
      stream.writeBytes(
          event(
                  "content_block_start",
                  "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
              .getBytes(StandardCharsets.UTF_8));
    }
    for (int[] cut : new int[][] {{0, 4}, {4, 6}, {6, 8}, {8, 10}}) {
      var frame =
          switch (target) {
            case "ant" ->
                event(
                    "content_block_delta",
                    "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"@\"}");
            case "gem" ->
                "data:"
                    + " {\"candidates\":[{\"index\":0,\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"@\"}]}}]}\n\n";
            case "res" ->
                event(
                    "response.output_text.delta",
                    "\"output_index\":0,\"content_index\":0,\"delta\":\"@\"");
            default -> chunk("{\"index\":0,\"delta\":{\"content\":\"@\"}}");
          };
      int at = frame.indexOf('@');
      stream.writeBytes(frame.substring(0, at).getBytes(StandardCharsets.UTF_8));
      stream.write(bytes, cut[0], cut[1] - cut[0]);
      stream.writeBytes(frame.substring(at + 1).getBytes(StandardCharsets.UTF_8));
    }
    stream.writeBytes(
        (switch (target) {
              case "ant" ->
                  event("content_block_stop", "\"index\":0")
                      + event("message_delta", "\"delta\":{\"stop_reason\":\"end_turn\"}")
                      + event("message_stop", "\"x\":1");
              case "gem" -> "data: {\"candidates\":[{\"index\":0,\"finishReason\":\"STOP\"}]}\n\n";
              case "res" ->
                  event(
                      "response.completed",
                      "\"response\":{\"id\":\"r\",\"status\":\"completed\",\"output\":[]}");
              default ->
                  chunk("{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}")
                      + "data: [DONE]\n\n";
            })
            .getBytes(StandardCharsets.UTF_8));
    upstream.next(Scripts.split(stream.toByteArray(), stream.size() / 2));
    var path = target.equals("up") ? "/v1/messages" : "/v1/chat/completions";
    var got =
        post(
            path,
            "{\"model\":\"%s/m\",\"max_tokens\":9,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                .formatted(target));
    var text = new StringBuilder();
    for (var data : got.events()) {
      if (!data.startsWith("{")) continue;
      var node = Json.MAPPER.readTree(data);
      text.append(node.at("/choices/0/delta/content").asString(""))
          .append(node.at("/delta/text").asString(""));
    }
    assertThat(text.toString()).isEqualTo("你😀好");
  }

  @Test
  void choices_are_told_apart_whatever_the_order_of_their_members() throws Exception {
    upstream.next(
        Scripts.stream(
            chunk("{\"delta\":{\"content\":\"甲\"},\"index\":0}"),
            chunk("{\"delta\":{\"content\":\"乙\"},\"index\":1}"),
            chunk("{\"finish_reason\":\"stop\",\"delta\":{\"content\":\"丙\"},\"index\":1}"),
            chunk("{\"finish_reason\":\"stop\",\"delta\":{},\"index\":0}"),
            "data: [DONE]\n\n"));
    post(
        "/v1/chat/completions",
        "{\"model\":\"up/m\",\"n\":2,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    var lines = gateway.awaitInteraction("甲");
    assertThat(String.join("\n", lines)).contains("\"甲\"").doesNotContain("甲乙");
  }
}
