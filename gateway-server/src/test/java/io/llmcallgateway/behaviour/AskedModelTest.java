package io.llmcallgateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests the model name in answers of the Messages format. Claude Code drops the thinking of any
/// other model than it asked for from its next request.
@ExtendWith(LeakCheck.class)
class AskedModelTest {
  private static final String PLAIN =
      """
      {"id":"msg_1","type":"message","role":"assistant","model":"claude-real-4", "content":[{"type":"text","text":"\\"model\\":\\"claude-real-4\\" 你好"}],\
      "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":3,"output_tokens":2}}\
      """;

  private static final List<String> EVENTS =
      List.of(
          "event: message_start\n"
              + "data:"
              + " {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-real-4\",\"content\":[],\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}"
              + "  }\n\n",
          "event: content_block_start\n"
              + "data:"
              + " {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n",
          "event: content_block_delta\n"
              + "data:"
              + " {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"{\\\"message\\\":{\\\"model\\\":\\\"claude-real-4\\\"}}\"}}\n\n",
          "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n",
          "event: message_delta\n"
              + "data:"
              + " {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":2}}\n\n",
          "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");

  private static final String CHUNK =
      "data:"
          + " {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"real-chat-model\",\"choices\":[{\"index\":0,\"delta\":%s,\"finish_reason\":%s}]}\n\n";

  private ScriptedUpstream upstream;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    upstream = ScriptedUpstream.start();
    gateway =
        RunningGateway.on(upstream)
            .yaml(
                "  ant: { dialect: anthropic, base-url: \"%s\", api-key: k }\n"
                        .formatted(upstream.uri())
                    + """
                    models:
                      fast: { targets: [ant/claude-real-4] }
                      chat: { targets: [up/real-chat-model] }
                      快的: { targets: [ant/claude-real-4] }
                    """)
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    upstream.close();
  }

  private RawAnswer ask(String model, boolean stream) throws Exception {
    var got =
        gateway.post(
            "/v1/messages",
            "{\"model\":\"%s\",\"max_tokens\":9,\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                .formatted(model, stream));
    assertThat(got.status()).as(got.text()).isEqualTo(200);
    return got;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ant/claude-real-4", "fast", "快的"})
  void an_untouched_plain_answer_names_the_model_asked_for_and_nothing_else_changes(String model)
      throws Exception {
    upstream.next(Scripts.json(PLAIN));
    assertThat(ask(model, false).text()).isEqualTo(PLAIN.replaceFirst("claude-real-4", model));
    assertThat(upstream.take().json().path("model").asString("")).isEqualTo("claude-real-4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ant/claude-real-4", "fast", "快的"})
  void an_untouched_stream_names_the_model_asked_for_and_nothing_else_changes(String model)
      throws Exception {
    var whole = String.join("", EVENTS);
    upstream.next(Scripts.bytewise(whole.getBytes(StandardCharsets.UTF_8)));
    assertThat(ask(model, true).text()).isEqualTo(whole.replaceFirst("claude-real-4", model));
  }

  @Test
  void a_long_untouched_answer_that_streams_through_names_it_too() throws Exception {
    var longer = PLAIN.replace("你好", "长".repeat(600_000));
    upstream.next(Scripts.json(longer));
    assertThat(ask("fast", false).text()).isEqualTo(longer.replaceFirst("claude-real-4", "fast"));
  }

  @Test
  void a_message_start_of_several_data_lines_names_it_too() throws Exception {
    var lines = EVENTS.getFirst().replace(",\"content\"", ",\ndata: \"content\"");
    upstream.next(Scripts.stream(lines, String.join("", EVENTS.subList(1, EVENTS.size()))));
    assertThat(ask("fast", true).text()).contains("\"model\":\"fast\"").contains("\"msg_1\"");
  }

  @Test
  void translated_answers_name_it_plain_and_streamed() throws Exception {
    upstream.next(
        Scripts.json(
            """
            {"id":"c","object":"chat.completion","created":1,"model":"real-chat-model","choices":[{"index":0,
             "message":{"role":"assistant","content":"hello"},"finish_reason":"stop"}]}\
            """));
    assertThat(ask("chat", false).json().path("model").asString("")).isEqualTo("chat");
    upstream.next(
        Scripts.stream(
            CHUNK.formatted("{\"role\":\"assistant\",\"content\":\"hello\"}", "null"),
            CHUNK.formatted("{}", "\"stop\""),
            "data: [DONE]\n\n"));
    assertThat(ask("chat", true).text())
        .contains("\"model\":\"chat\"")
        .doesNotContain("real-chat-model");
  }

  @Test
  void the_chat_door_keeps_the_vendors_name() throws Exception {
    upstream.next(Scripts.json(PLAIN));
    var got =
        gateway.post(
            "/v1/chat/completions",
            "{\"model\":\"fast\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
    assertThat(got.json().path("model").asString("")).isEqualTo("claude-real-4");
  }

  @Test
  void the_record_has_the_real_name() throws Exception {
    upstream.next(Scripts.json(PLAIN));
    ask("fast", false);
    var list = "/admin/api/calls?model=fast";
    Await.until("the call is kept", () -> gateway.get(list).json().path("calls").size() == 1);
    assertThat(gateway.get(list).json().path("calls").toString()).contains("claude-real-4");
  }
}
