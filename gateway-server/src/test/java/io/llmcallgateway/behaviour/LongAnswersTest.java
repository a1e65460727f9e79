package io.llmcallgateway.behaviour;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests that an answer too long to be kept is counted and priced like a short one.
final class LongAnswersTest extends SharedGateway {
  private static final String PICTURE = "A".repeat(6 << 20);

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .yaml(
            """
              pic: { dialect: gemini, base-url: "%s", api-key: k, prices: gemini }
              chat: { dialect: openai, base-url: "%s", api-key: k, prices: openrouter }
            """
                .formatted(upstream.uri(), upstream.baseUrl()));
  }

  private static String gemini() {
    return "{\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[{\"text\":\"画\"},"
        + "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\""
        + PICTURE
        + "\"}}]},\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":10,"
        + "\"candidatesTokenCount\":1290,\"totalTokenCount\":1300,\"candidatesTokensDetails\":"
        + "[{\"modality\":\"IMAGE\",\"tokenCount\":1290}]},\"modelVersion\":"
        + "\"gemini-2.5-flash-image\"}";
  }

  private static String chat() {
    return "{\"id\":\"x\",\"object\":\"chat.completion\",\"model\":\"google/gemini-2.5-flash-image\","
        + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"画\","
        + "\"images\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,"
        + PICTURE
        + "\"}}]},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":10,"
        + "\"completion_tokens\":1290,\"total_tokens\":1300}}";
  }

  private static final String GEMINI_PATH =
      "/v1beta/models/pic%2Fgemini-2.5-flash-image:generateContent";

  private static final String GEMINI =
      "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"画\"}]}]}";

  @ParameterizedTest
  @ValueSource(strings = {"gemini", "chat"})
  void its_usage_is_read_in_passing(String door) throws Exception {
    boolean gemini = door.equals("gemini");
    upstream.next(Scripts.json(gemini ? gemini() : chat()));
    var got =
        gemini
            ? gateway.post(GEMINI_PATH, GEMINI)
            : gateway.post(
                "/v1/chat/completions", Calls.chat("chat/google/gemini-2.5-flash-image"));
    assertThat(got.body().length).isGreaterThan(6 << 20);
    var record = gateway.awaitRecord(got);
    assertThat(record.at("/usage/estimated").asBoolean(true)).isFalse();
    assertThat(record.at("/usage/total").asLong()).isEqualTo(1300);
    assertThat(record.at("/cost/state").asString()).isEqualTo("priced");
    assertThat(record.at("/model_returned").asString()).endsWith("gemini-2.5-flash-image");
    assertThat(record.at("/finish_reason").asString()).isEqualToIgnoringCase("stop");
    assertThat(record.at("/answer").asString()).isEqualTo("画");
  }

  @Test
  void its_cost_is_a_trailer() throws Exception {
    upstream.next(Scripts.json(gemini()));
    var address = gateway.uri();
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      var body = GEMINI.getBytes(UTF_8);
      var head =
          """
          POST %s HTTP/1.1
          Host: localhost
          Authorization: Bearer %s
          Connection: close
          Content-Type: application/json
          Content-Length: %d

          """
              .formatted(GEMINI_PATH, RunningGateway.CLIENT_KEY, body.length);
      socket.getOutputStream().write(head.replace("\n", "\r\n").getBytes(UTF_8));
      socket.getOutputStream().write(body);
      var all = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(all.substring(all.length() - 60)).contains("0\r\nx-gateway-cost: 0.038703");
    }
  }
}
