package io.llmcallgateway.behaviour;

import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.Form;
import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests forms with files that are refused, and clients and providers that leave or stall.
@ExtendWith(LeakCheck.class)
final class UploadFaultsTest {
  private static final String PATH = "/v1/audio/transcriptions";

  private ScriptedUpstream upstream;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    upstream = ScriptedUpstream.start();
    gateway =
        RunningGateway.on(upstream)
            .env("UPLOAD_LIMIT", "2 MB")
            .yaml(
                """
                  signed: { dialect: openai, base-url: "%1$s", auth: aws }
                  gem: { dialect: gemini, base-url: "%1$s", api-key: k }
                """
                    .formatted(upstream.uri()))
            .start();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    upstream.close();
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

  @Test
  void a_provider_of_another_format_is_refused_with_what_to_do() throws Exception {
    var got = post(PATH, form("gem/gemini-3", sound(10)));
    assertThat(got.status()).isEqualTo(501);
    assertThat(got.error().path("message").asString()).contains("gemini", "OpenAI's audio paths");
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void a_provider_that_wants_signed_requests_gets_no_form() throws Exception {
    var got = post(PATH, form("signed/whisper", sound(10)));
    assertThat(got.status()).isEqualTo(501);
    assertThat(got.error().path("message").asString()).contains("signed", "bearer token");
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void a_provider_that_does_not_read_is_timed_out_and_leaves_nothing_behind() throws Exception {
    try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var hurried =
            RunningGateway.on(upstream)
                .provider("deaf", "http://127.0.0.1:" + deaf.getLocalPort() + "/v1")
                .env("REQUEST_TIMEOUT", "0.5")
                .start();
        var client = hurried.client()) {
      var form = form("deaf/whisper-1", sound(20 << 20));
      client.request("POST", PATH, form, authorized(Form.TYPE));
      assertThat(client.answer().status()).isEqualTo(504);
      assertThat(hurried.directory().resolve("data/uploads")).isEmptyDirectory();
    }
  }

  @Test
  void a_model_that_is_missing_twice_or_a_file_is_refused() throws Exception {
    var missing = post(PATH, new Form().file("file", "a.mp3", sound(10)).bytes());
    assertThat(missing.status()).isEqualTo(400);
    assertThat(missing.error().path("param").asString()).isEqualTo("model");
    var twice = new Form().field("model", "up/a").field("model", "up/b").bytes();
    assertThat(post(PATH, twice).error().path("message").asString()).contains("given twice");
    var file = new Form().file("model", "a.mp3", sound(10)).bytes();
    assertThat(post(PATH, file).error().path("message").asString()).contains("send it as a field");
    var endless = new Form().field("model", "m".repeat(500_000)).bytes();
    assertThat(post(PATH, endless).error().path("message").asString()).contains("too long");
    assertThat(upstream.requests()).isEmpty();
    requireNoFiles();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"multipart/form-data", "application/json", "multipart/form-data; boundary=other"})
  void what_is_no_form_is_refused(String type) throws Exception {
    var got = post(PATH, form("up/whisper-1", sound(10)), "Content-Type: " + type);
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.error().path("message").asString()).containsAnyOf("multipart", "boundary");
  }

  @Test
  void a_form_that_stops_in_the_middle_is_refused() throws Exception {
    var whole = form("up/whisper-1", sound(400_000));
    var half = Arrays.copyOf(whole, whole.length / 2);
    var got = post(PATH, half);
    assertThat(got.status()).isEqualTo(400);
    assertThat(got.error().path("message").asString()).contains("ends before its last boundary");
    requireNoFiles();
  }

  @Test
  void an_upload_beyond_the_limit_is_refused_announced_or_not() throws Exception {
    var announced = post(PATH, form("up/whisper-1", sound(2 << 20)));
    assertThat(announced.status()).isEqualTo(413);
    assertThat(announced.error().path("message").asString()).contains("UPLOAD_LIMIT");
    try (var client = gateway.client()) {
      client.request("POST", PATH, null, authorized(Form.TYPE, "Transfer-Encoding: chunked"));
      var start = new String(form("up/whisper-1", new byte[0]), UTF_8);
      client.send(chunk(start.substring(0, start.indexOf("audio/mpeg") + 14)));
      for (int i = 0; i < 33; i++) client.send(chunk("x".repeat(64 << 10)));
      assertThat(client.head().status()).isEqualTo(413);
    }
    requireNoFiles();
  }

  private static byte[] chunk(String text) {
    var bytes = text.getBytes(ISO_8859_1);
    return (Integer.toHexString(bytes.length) + "\r\n" + text + "\r\n").getBytes(ISO_8859_1);
  }

  @Test
  void a_client_that_leaves_in_the_middle_of_its_upload_leaves_nothing_behind() throws Exception {
    var whole = form("up/whisper-1", sound(1_500_000));
    try (var client = gateway.client()) {
      client.request(
          "POST",
          PATH,
          Arrays.copyOf(whole, 700_000),
          authorized(Form.TYPE, "Content-Length: " + whole.length));
      client.reset();
    }
    Await.until("nothing is held", () -> gateway.heldBytes() == 0);
    requireNoFiles();
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void an_upload_may_take_longer_than_the_provider_may() throws Exception {
    var whole = form("up/whisper-1", sound(1_000));
    try (var hurried = RunningGateway.on(upstream).env("REQUEST_TIMEOUT", "0.5").start();
        var client = hurried.client()) {
      upstream.next(Scripts.json("{\"text\":\"你好\"}"));
      client.request(
          "POST",
          PATH,
          Arrays.copyOf(whole, 500),
          authorized(Form.TYPE, "Content-Length: " + whole.length));
      assertThat(client.awaitClosed(Duration.ofMillis(700))).isFalse();
      client.send(Arrays.copyOfRange(whole, 500, whole.length));
      assertThat(client.answer().text()).contains("你好");
    }
  }

  @Test
  void a_client_that_stalls_in_its_upload_is_told_so() throws Exception {
    try (var patient = RunningGateway.on(upstream).clientPatience(Duration.ofMillis(300)).start();
        var client = patient.client()) {
      client.request(
          "POST",
          PATH,
          Arrays.copyOf(form("up/whisper-1", sound(1_000)), 500),
          authorized(Form.TYPE, "Content-Length: 5000"));
      assertThat(client.answer().status()).isEqualTo(408);
    }
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void a_signature_of_aws_is_no_admission_for_a_form() throws Exception {
    try (var client = gateway.client()) {
      client.request(
          "POST",
          PATH,
          form("up/whisper-1", sound(10)),
          Form.TYPE,
          "Authorization: AWS4-HMAC-SHA256 Credential=a/20260101/r/bedrock/aws4_request,"
              + " SignedHeaders=host, Signature=00");
      assertThat(client.answer().status()).isEqualTo(403);
    }
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void a_client_that_leaves_while_the_provider_works_ends_its_call() throws Exception {
    upstream.next(Scripts.stall());
    try (var client = gateway.client()) {
      client.request("POST", PATH, form("up/whisper-1", sound(800_000)), authorized(Form.TYPE));
      var sent = upstream.take();
      client.leave();
      assertThat(sent.awaitClientGone(Duration.ofSeconds(2))).isTrue();
    }
    Await.until("no active call", () -> gateway.activeCalls() == 0);
    requireNoFiles();
  }
}
