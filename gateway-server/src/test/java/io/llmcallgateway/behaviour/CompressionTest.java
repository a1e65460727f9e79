package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.BadRequestTest.requireOpenAiError;
import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.airlift.compress.v3.zstd.ZstdOutputStream;
import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.Gate;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.Script;
import io.llmcallgateway.testkit.ScriptedUpstream;
import io.llmcallgateway.testkit.Scripts;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests compressed bodies: a client's within the limit of its decoded size, and a provider's
/// although none was asked for.
final class CompressionTest extends SharedGateway {
  /// By Node's zlib: no encoder for Java is at hand. A request of `你好，压缩`, an answer of `解压好了`.
  private static final String BR_REQUEST =
      "CySAeyJtb2RlbCI6InVwL20iLCJtZXNzYWdlcyI6W3sicm9sZSI6InVzZXIiLCJjb250ZW50Ijoi5L2g5aW977yM5Y6L57ypIn1dfQM=";

  private static final String BR_ANSWER =
      "G+cAICwO7GbuifuwxWGYZIiFCL7dR75AHYZBUBI0Nf+gV+Tlabiom46lva3D0tXXZqeBehAU0K3Wlran3z/nkDvxuRi1"
          + "4mcNa2Jk4Q14Oo5CCClscnBebNnXpgVqhxSAIoiV8CEE2/HG26ptnmG1riwg/efL3/G+z9n36/7rS2gwlQQV1kliqD8=";

  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream).env("BODY_LIMIT", "256 KB");
  }

  private static byte[] encoded(String coding, byte[] plain) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        switch (coding) {
          case "gzip", "x-gzip" -> new GZIPOutputStream(bytes);
          case "deflate" -> new DeflaterOutputStream(bytes);
          case "deflate, bare" -> new DeflaterOutputStream(bytes, new Deflater(9, true));
          case "zstd" -> new ZstdOutputStream(bytes);
          default -> throw new IllegalArgumentException(coding);
        }) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private RawAnswer post(byte[] body, String... headers) throws Exception {
    try (var client = gateway.client()) {
      client.post(CHAT, body, authorized(headers));
      return client.answer();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "deflate", "deflate, bare", "zstd", "br"})
  void a_compressed_request_goes_out_and_is_recorded_plain(String coding) throws Exception {
    var plain = Calls.chat("up/m", "你好，压缩");
    var body =
        coding.equals("br")
            ? Base64.getDecoder().decode(BR_REQUEST)
            : encoded(coding, plain.getBytes(UTF_8));
    var answer = post(body, "Content-Encoding: " + coding.replace(", bare", ""));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    var sent = upstream.take();
    assertThat(sent.json().at("/messages/0/content").asString()).isEqualTo("你好，压缩");
    assertThat(sent.headers().first("content-encoding")).isNull();
    Await.until("logged", () -> gateway.interactions().contains("你好，压缩"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "zstd"})
  void a_bomb_is_a_413(String coding) throws Exception {
    var bomb = new byte[64 << 20];
    Arrays.fill(bomb, (byte) ' ');
    requireOpenAiError(post(encoded(coding, bomb), "Content-Encoding: " + coding), 413);
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void what_cannot_be_decoded_says_so() throws Exception {
    var json = Calls.chat("up/m").getBytes(UTF_8);
    for (var coding : new String[] {"gzip", "deflate", "zstd", "br"}) {
      requireOpenAiError(post(json, "Content-Encoding: " + coding), 400);
    }
    var zipped = encoded("gzip", json);
    requireOpenAiError(
        post(Arrays.copyOf(zipped, zipped.length / 2), "Content-Encoding: gzip"), 400);
    requireOpenAiError(post(json, "Content-Encoding: compress"), 415);
    requireOpenAiError(post(zipped, "Content-Encoding: gzip", "Content-Encoding: identity"), 415);
    requireOpenAiError(post(zipped, "Content-Encoding: identity", "Content-Encoding: gzip"), 415);
    assertThat(post(json, "Content-Encoding: identity").status()).isEqualTo(200);
    assertThat(upstream.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "deflate, bare", "zstd", "br", "GZIP"})
  void a_compressed_answer_is_decoded_plain_and_translated(String coding) throws Exception {
    var plain = OpenAiLike.chat("m", "解压好了").getBytes(UTF_8);
    var bytes =
        coding.equals("br")
            ? Base64.getDecoder().decode(BR_ANSWER)
            : encoded(coding.toLowerCase(Locale.ROOT), plain);
    var script = Scripts.answer(200, bytes, Scripts.JSON, named(coding));
    upstream.next(script, script);
    var answer = gateway.post(CHAT, Calls.chat("up/m"));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.header("Content-Encoding")).isNull();
    assertThat(answer.json().at("/choices/0/message/content").asString()).isEqualTo("解压好了");
    var translated =
        gateway.post(
            "/v1/messages",
            "{\"model\":\"up/m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}");
    assertThat(translated.json().at("/content/0/text").asString()).isEqualTo("解压好了");
  }

  private static String named(String coding) {
    return "Content-Encoding: " + coding.replace(", bare", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "zstd"})
  void a_compressed_error_is_read(String coding) throws Exception {
    var plain = OpenAiLike.error("模型过载", "overloaded").getBytes(UTF_8);
    upstream.next(Scripts.answer(400, encoded(coding, plain), Scripts.JSON, named(coding)));
    var answer = gateway.post(CHAT, Calls.chat("up/m"));
    requireOpenAiError(answer, 400);
    assertThat(answer.error().path("message").asString()).contains("模型过载");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate"})
  void a_compressed_stream_flows(String coding) throws Exception {
    var gate = new Gate();
    var bytes = new ByteArrayOutputStream();
    var deflating =
        coding.equals("gzip")
            ? new GZIPOutputStream(bytes, 512, true)
            : new DeflaterOutputStream(bytes, true);
    var events = OpenAiLike.chatStream("m", false, "第一", "第二");
    int half = events.length / 2;
    for (int i = 0; i < half; i++) deflating.write(events[i].getBytes(UTF_8));
    deflating.flush();
    var first = bytes.toByteArray();
    bytes.reset();
    for (int i = half; i < events.length; i++) deflating.write(events[i].getBytes(UTF_8));
    deflating.close();
    var rest = bytes.toByteArray();
    Script script =
        Scripts.streamHead(named(coding))
            .then((client, _) -> client.chunk(first))
            .then(Scripts.pause(gate))
            .then((client, _) -> client.chunk(rest))
            .then(Scripts.end());
    upstream.next(script);
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.stream("up/m"), authorized());
      assertThat(client.head().status()).isEqualTo(200);
      client.readUntil("第一");
      gate.release();
      client.readUntil("[DONE]");
    }
  }

  @Test
  void an_answer_that_is_not_what_it_says_is_the_providers_fault() throws Exception {
    for (var coding : new String[] {"gzip", "deflate", "zstd", "br", "compress"}) {
      upstream.next(
          Scripts.answer(
              200, OpenAiLike.chat("m", "x").getBytes(UTF_8), Scripts.JSON, named(coding)));
      requireOpenAiError(gateway.post(CHAT, Calls.chat("up/m")), 502);
    }
  }
}
