package io.llmcallgateway.behaviour;

import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Form;
import io.llmcallgateway.testkit.GatewayProcess;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Tests that a gateway with a heap of 80 MB passes on a form of 60 MB, twice, and sound of 60 MB
/// back.
@Tag("slow")
@ExtendWith(LeakCheck.class)
final class LargeUploadTest {
  private static final int LARGE = 60 << 20;

  @TempDir Path folder;

  private static byte[] form(String model, byte[] sound) {
    return new Form().file("file", "会议.wav", sound).field("model", model).bytes();
  }

  private GatewayProcess gateway(ScriptedUpstream upstream) throws Exception {
    var yaml =
        """
        listen: { host: 127.0.0.1, port: 0 }
        journal: { payload-limit: 256 KB }
        providers:
          up: { dialect: openai, base-url: "%s", api-key: k }
        models:
          hear: { targets: [up/one, up/two] }
        """
            .formatted(upstream.baseUrl());
    return new GatewayProcess(folder, yaml, List.of("-Xmx80m"));
  }

  @Test
  void files_larger_than_the_heap_has_room_for_reach_the_next_target_and_leave_nothing()
      throws Exception {
    var left = Files.createDirectories(folder.resolve("data/uploads")).resolve("upload-7");
    Files.writeString(left, "of a killed process");
    var sound = new byte[LARGE];
    new Random(1).nextBytes(sound);
    try (var upstream = ScriptedUpstream.start();
        var gateway = gateway(upstream)) {
      assertThat(left).doesNotExist();
      upstream.next(
          Scripts.json(503, OpenAiLike.error("busy", "server_error")),
          Scripts.json("{\"text\":\"你好\"}"));
      try (var client = gateway.client()) {
        client.request(
            "POST", "/v1/audio/transcriptions", form("hear", sound), authorized(Form.TYPE));
        assertThat(client.answer().text()).contains("你好");
      }
      assertThat(Arrays.equals(upstream.take().body(), form("one", sound))).isTrue();
      assertThat(Arrays.equals(upstream.take().body(), form("two", sound))).isTrue();
      assertThat(folder.resolve("data/uploads")).isEmptyDirectory();
      upstream.next(Scripts.answer(200, sound, "Content-Type: audio/wav"));
      var request = "{\"model\":\"up/tts\",\"input\":\"你好\"}";
      try (var client = gateway.client()) {
        client.post("/v1/audio/speech", request, authorized());
        assertThat(Arrays.equals(client.answer().body(), sound)).isTrue();
      }
      assertThat(gateway.errors()).doesNotContain("OutOfMemoryError");
    }
  }
}
