package io.llmcallgateway.behaviour;

import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Form;
import io.llmcallgateway.testkit.RawAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests the demo provider's sound, which needs no key: what it says can be played and heard.
final class DemoAudioTest extends SharedGateway {
  private static final String SPEECH = "/v1/audio/speech";

  private RawAnswer hear(Form form) throws IOException {
    try (var client = gateway.client()) {
      client.request("POST", "/v1/audio/transcriptions", form.bytes(), authorized(Form.TYPE));
      return client.answer();
    }
  }

  private static String say(String model, String more) {
    return "{\"model\":\"demo/%s\",\"input\":\"你好，世界\"%s}".formatted(model, more);
  }

  @Test
  void speech_is_a_file_that_players_read_and_that_is_heard_again() throws Exception {
    var got = gateway.post(SPEECH, say("speech", ""));
    assertThat(got.header("content-type")).isEqualTo("audio/wav");
    try (var sound = AudioSystem.getAudioInputStream(new ByteArrayInputStream(got.body()))) {
      assertThat(sound.getFrameLength() / sound.getFormat().getFrameRate()).isBetween(0.4f, 0.5f);
    }
    var heard =
        hear(new Form().file("file", "话.wav", got.body()).field("model", "demo/transcription"));
    assertThat(heard.json().path("text").asString())
        .isEqualTo("This is 话.wav, a file of " + got.body().length + " bytes.");
    assertThat(heard.json().path("usage").path("input_tokens").asInt()).isPositive();
  }

  @Test
  void both_come_as_events_too() throws Exception {
    var said = gateway.post(SPEECH, say("speech", ",\"stream_format\":\"sse\""));
    assertThat(said.events()).hasSize(7);
    assertThat(said.events().getLast()).contains("speech.audio.done", "\"output_tokens\":5");
    var form = new Form().field("stream", "true").field("model", "demo/transcription");
    var heard = hear(form.file("file", "a b.wav", new byte[2_500]));
    assertThat(heard.events().getLast())
        .contains("This is a b.wav, a file of 2500 bytes.", "\"audio_tokens\":3");
  }

  @Test
  void a_transcript_may_be_plain_text() throws Exception {
    var form = new Form().field("response_format", "text").field("model", "demo/transcription");
    assertThat(hear(form.file("file", "a.wav", new byte[3])).text())
        .isEqualTo("This is a.wav, a file of 3 bytes.\n");
  }

  @ParameterizedTest
  @CsvSource({"echo, 400", "transcription, 400", "error-503, 503", "nothing, 404"})
  void other_models_refuse_to_speak(String model, int status) throws Exception {
    assertThat(gateway.post(SPEECH, say(model, "")).status()).isEqualTo(status);
  }

  @Test
  void a_form_without_a_file_is_refused() throws Exception {
    var got = hear(new Form().field("model", "demo/transcription"));
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.error().path("param").asString()).isEqualTo("file");
  }
}
