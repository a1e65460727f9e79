package io.llmcallgateway.behaviour;

import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Form;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests forms with sound, from the client's socket to the provider's and back.
@ExtendWith(LeakCheck.class)
final class TranscriptionTest {
  private static final String PATH = "/v1/audio/transcriptions";
  private static final String SAID = "{\"text\":\"你好，世界\",\"usage\":%s}";
  private static final String TOKENS =
      """
      {"type":"tokens","input_tokens":14,"output_tokens":5,"total_tokens":19,\
      "input_token_details":{"text_tokens":4,"audio_tokens":10}}\
      """;

  private ScriptedUpstream upstream;
  private ScriptedUpstream other;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    upstream = ScriptedUpstream.start();
    other = ScriptedUpstream.start();
    gateway =
        RunningGateway.on(upstream)
            .provider("other", other.baseUrl())
            .provider("openai", other.baseUrl())
            .yaml(
                """
                  azure_classic: { base-url: "%1$s", api-key: k }
                models:
                  hear: { targets: [up/whisper-1, other/whisper-large-v3] }
                journal: { payload-limit: 64 KB }
                """
                    .formatted(upstream.uri()))
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    upstream.close();
    other.close();
  }

  private static byte[] sound(int length) {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] form(String model, byte[] sound) {
    return new Form()
        .field("language", "zh")
        .file("file", "录音.mp3", sound)
        .field("model", model)
        .bytes();
  }

  private RawAnswer post(String path, byte[] form, String... headers) throws IOException {
    try (var client = gateway.client()) {
      var all = authorized(headers);
      if (headers.length == 0) all = authorized(Form.TYPE);
      client.request("POST", path, form, all);
      return client.answer();
    }
  }

  private void requireNoFiles() throws Exception {
    var folder = gateway.directory().resolve("data/uploads");
    if (Files.isDirectory(folder)) assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/audio/transcriptions, 1000",
    "/v1/audio/transcriptions, 1500000",
    "/audio/transcriptions, 0",
    "/v1/audio/translations, 1000",
  })
  void a_form_reaches_the_provider_with_its_name_of_the_model(String path, int length)
      throws Exception {
    upstream.next(Scripts.json(SAID.formatted(TOKENS)));
    var got = post(path, form("up/whisper-1", sound(length)));
    assertThat(got.text()).isEqualTo(SAID.formatted(TOKENS));
    assertThat(got.header("content-type")).startsWith("application/json");
    var sent = upstream.take();
    assertThat(sent.target()).isEqualTo("/v1" + path.replace("/v1", ""));
    assertThat(sent.header("authorization")).isEqualTo("Bearer " + RunningGateway.UPSTREAM_KEY);
    assertThat(sent.values("content-type"))
        .containsExactly("multipart/form-data; boundary=" + Form.BOUNDARY);
    assertThat(sent.header("content-length")).isEqualTo(String.valueOf(sent.body().length));
    assertThat(sent.body()).isEqualTo(form("whisper-1", sound(length)));
    requireNoFiles();
  }

  @Test
  void a_deployment_in_the_path_is_named_there_too() throws Exception {
    upstream.next(Scripts.json("{\"text\":\"你好\"}"));
    post(PATH, form("azure_classic/my-whisper", sound(10)));
    var sent = upstream.take();
    assertThat(sent.target()).startsWith("/my-whisper/audio/transcriptions?api-version=");
    assertThat(sent.body()).isEqualTo(form("my-whisper", sound(10)));
  }

  @Test
  void another_target_gets_the_same_file_after_a_failure() throws Exception {
    upstream.next(Scripts.json(503, OpenAiLike.error("busy", "server_error")));
    other.next(Scripts.json(SAID.formatted("null")));
    var got = post(PATH, form("hear", sound(1_500_000)));
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.header("x-gateway-provider")).isEqualTo("other");
    assertThat(upstream.take().body()).isEqualTo(form("whisper-1", sound(1_500_000)));
    assertThat(other.take().body()).isEqualTo(form("whisper-large-v3", sound(1_500_000)));
    requireNoFiles();
  }

  @Test
  void a_provider_that_answers_before_it_has_read_the_file_is_passed_over() throws Exception {
    upstream.next(Scripts.reset());
    other.next(Scripts.json(SAID.formatted("null")));
    assertThat(post(PATH, form("hear", sound(100_000))).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain; charset=utf-8|你好，世界\\n",
        "text/plain|1\\n00:00:00,000 --> 00:00:02,000\\n你好\\n",
        "text/vtt|WEBVTT\\n\\n00:00.000 --> 00:02.000\\n你好\\n",
        "application/json|{\"task\":\"transcribe\",\"duration\":2.5,\"text\":\"你好\",\"segments\":[]}",
      })
  void every_form_of_transcript_passes_as_it_is(String type, String answer) throws Exception {
    var text = answer.replace("\\n", "\n");
    upstream.next(Scripts.answer(200, text, "Content-Type: " + type));
    var got = post(PATH, form("up/whisper-1", sound(100)));
    assertThat(got.text()).isEqualTo(text);
    assertThat(got.header("content-type")).isEqualTo(type);
    assertThat(gateway.awaitRecord(got).path("state").asString()).isEqualTo("success");
  }

  @Test
  void a_stream_passes_event_by_event() throws Exception {
    var events =
        new String[] {
          "data: {\"type\":\"transcript.text.delta\",\"delta\":\"你好\"}\n\n",
          "data: {\"type\":\"transcript.text.delta\",\"delta\":\"，世界\"}\n\n",
          "data: {\"type\":\"transcript.text.done\",\"text\":\"你好，世界\",\"usage\":%s}\n\n"
              .formatted(TOKENS)
        };
    upstream.next(Scripts.stream(events));
    var form =
        new Form()
            .field("stream", "true")
            .field("model", "up/gpt-4o-transcribe")
            .file("file", "a.wav", sound(50))
            .bytes();
    var got = post(PATH, form);
    assertThat(got.text()).isEqualTo(String.join("", events));
    assertThat(got.header("content-type")).startsWith("text/event-stream");
    var record = gateway.awaitRecord(got);
    assertThat(record.path("stream").asBoolean()).isTrue();
    assertThat(record.path("usage").path("input_audio").asInt()).isEqualTo(10);
  }

  @Test
  void a_stream_that_fails_before_its_first_event_falls_back() throws Exception {
    upstream.next(
        Scripts.stream(
            "data: {\"type\":\"error\",\"error\":{\"message\":\"busy\",\"code\":503}}\n\n"));
    other.next(Scripts.stream("data: {\"type\":\"transcript.text.done\",\"text\":\"你好\"}\n\n"));
    var form = new Form().field("stream", "true").field("model", "hear").bytes();
    assertThat(post(PATH, form).text()).contains("你好");
  }

  @Test
  void a_provider_that_knows_no_stream_answers_as_a_whole() throws Exception {
    upstream.next(Scripts.json("{\"text\":\"你好\"}"));
    var form = new Form().field("stream", "true").field("model", "up/whisper-1").bytes();
    assertThat(post(PATH, form).json().path("text").asString()).isEqualTo("你好");
  }

  @Test
  void tokens_are_priced_and_a_duration_is_of_unknown_cost() throws Exception {
    other.next(Scripts.json(SAID.formatted(TOKENS)));
    var priced = post(PATH, form("openai/gpt-4o-transcribe", sound(10)));
    // 4 of text at 2.5, 10 of sound at 6, 5 of output at 10 dollars a million
    assertThat(priced.header("x-gateway-cost")).isEqualTo("0.00012");
    other.next(Scripts.json(SAID.formatted("{\"type\":\"duration\",\"seconds\":9}")));
    var unknown = post(PATH, form("openai/gpt-4o-transcribe", sound(10)));
    assertThat(unknown.header("x-gateway-cost")).isEqualTo("unknown");
    var record = gateway.awaitRecord(unknown);
    assertThat(record.path("usage").isMissingNode() || record.path("usage").isNull()).isTrue();
    assertThat(record.path("cost").path("state").asString()).isEqualTo("unknown");
  }

  @Test
  void the_record_has_the_fields_and_says_how_much_was_sent() throws Exception {
    upstream.next(Scripts.json(SAID.formatted(TOKENS)));
    var sent = form("up/whisper-1", sound(1_500_000));
    var got = post(PATH, sent);
    var record = gateway.awaitRecord(got);
    assertThat(record.path("operation").asString()).isEqualTo("transcription");
    assertThat(record.toString()).contains("你好，世界");
    int requests = 0;
    for (var request : record.path("payloads")) {
      if (!request.path("kind").asString().endsWith("request")) continue;
      requests++;
      assertThat(request.path("bytes").asInt()).isGreaterThan(1_500_000);
      assertThat(request.path("kept_bytes").asInt()).isEqualTo(64 << 10);
      assertThat(request.path("cut").asBoolean()).isTrue();
      assertThat(request.path("type").asString()).startsWith("multipart/form-data");
      var kept = gateway.get(request.path("path").asString()).text();
      assertThat(kept).contains("录音.mp3", "whisper-1");
    }
    assertThat(requests).isEqualTo(2);
    assertThat(record.path("sizes").path("request").asInt()).isEqualTo(sent.length);
  }

  @Test
  void rules_of_redaction_reach_the_fields_beside_a_file() throws Exception {
    var setup = RunningGateway.on(upstream).yaml("journal: { redact: [\"内部\\\\d+\"] }\n");
    try (var careful = setup.start();
        var client = careful.client()) {
      upstream.next(Scripts.json("{\"text\":\"内部7\"}"));
      var form = new Form().file("file", "a.mp3", sound(500)).field("prompt", "关于内部42的会");
      client.request(
          "POST", PATH, form.field("model", "up/whisper-1").bytes(), authorized(Form.TYPE));
      var record = careful.awaitRecord(client.answer());
      assertThat(record.toString()).doesNotContain("内部");
      assertThat(record.path("payloads")).hasSize(4);
      for (var payload : record.path("payloads")) {
        var kept = careful.get(payload.path("path").asString()).text();
        assertThat(kept).doesNotContain("内部");
        if (payload.path("type").asString().startsWith("multipart/"))
          assertThat(kept).contains("关于");
      }
    }
  }

  @Test
  void a_page_or_nothing_in_the_place_of_a_transcript_is_a_failure() throws Exception {
    upstream.next(Scripts.html(200));
    assertThat(post(PATH, form("up/whisper-1", sound(10))).status()).isEqualTo(502);
    upstream.next(Scripts.answer(200, "", Scripts.JSON));
    assertThat(post(PATH, form("up/whisper-1", sound(10))).status()).isEqualTo(502);
    upstream.next(Scripts.json("{\"error\":{\"message\":\"no such voice\",\"code\":400}}"));
    assertThat(post(PATH, form("up/whisper-1", sound(10))).text()).contains("no such voice");
  }

  @Test
  void a_kept_connection_that_has_gone_stale_gets_the_form_on_a_fresh_one() throws Exception {
    upstream.next(Scripts.json("{\"text\":\"one\"}").then(Scripts.close()));
    assertThat(post(PATH, form("up/whisper-1", sound(300_000))).text()).contains("one");
    upstream.always(Scripts.json("{\"text\":\"two\"}"));
    assertThat(post(PATH, form("up/whisper-1", sound(300_000))).text()).contains("two");
    for (var sent : upstream.requests()) {
      assertThat(sent.body()).isEqualTo(form("whisper-1", sound(300_000)));
    }
  }
}
