package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.Calls.CHAT;
import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Gate;
import io.llmcallgateway.testkit.OpenAiLike;
import io.llmcallgateway.testkit.Scripts;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests that bytes pass untouched between OpenAI-compatible sides, apart from the model's name and
/// the stream's usage.
final class VerbatimLaneTest extends SharedGateway {
  private static final String ASKED = ",\"stream_options\":{\"include_usage\":true}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"model\":\"up/m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
        "{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"model\":\"up/m\"}",
        " {\n"
            + "\t\"temperature\" : 1.50 ,\r\n"
            + " \"model\"  :  \"up/m\" , \"messages\":[ {\"content\":\"hi\",\"role\":\"user\"} ] }"
            + " \n",
        "{\"model\":\"up/m\",\"messages\":[{\"role\":\"user\",\"content\":\"\\u4f60\\u597d"
            + " \\ud83d\\ude00 \\/ 你好😀\"}]}",
        "{\"x_vendor\":{\"b\":1,\"a\":[1e400,-0.0,12345678901234567890123]},\"model\":\"up/m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\",\"model\":\"up/m\"}],\"seed\":1}",
        "{\"metadata\":{\"model\":\"up/m\"},\"messages\":[{\"role\":\"user\",\"content\":\"\\\"model\\\":\\\"up/m\\\"\"}],\"model\":\"up/m\"}",
        "{\"model\":\"up/m\",\"stream\":false,\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"看\"},{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"}}]}],\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":{\"z\":1,\"a\":2}}}]}"
      })
  void only_the_model_name_changes(String request) throws Exception {
    var answer = gateway.post(CHAT, request);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    var sent = upstream.take().text();
    int at = topLevelModel(request);
    assertThat(sent)
        .isEqualTo(
            request.substring(0, at) + "\"m\"" + request.substring(at + "\"up/m\"".length()));
  }

  /// Where the value of the only top-level `model` starts; the samples keep inner ones off by their
  /// place.
  private static int topLevelModel(String request) {
    int depth = 0;
    boolean inString = false;
    for (int i = 0; i < request.length(); i++) {
      char c = request.charAt(i);
      if (inString) {
        if (c == '\\') i++;
        else if (c == '"') inString = false;
        continue;
      }
      if (c == '{' || c == '[') depth++;
      if (c == '}' || c == ']') depth--;
      if (c != '"') continue;
      if (depth == 1 && request.startsWith("\"model\"", i)) {
        return request.indexOf("\"up/m\"", i + 7);
      }
      inString = true;
    }
    throw new AssertionError("no model");
  }

  @Test
  void a_model_name_written_with_escapes_is_found() throws Exception {
    var request =
        "{\"mod\\u0065l\":\"\\u0075p\\/m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    assertThat(gateway.post(CHAT, request).status()).isEqualTo(200);
    assertThat(upstream.take().text())
        .isEqualTo("{\"mod\\u0065l\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
  }

  @Test
  void a_request_of_a_megabyte_passes_whole() throws Exception {
    var request = Calls.chat("up/m", "长文本 ".repeat(120_000));
    assertThat(gateway.post(CHAT, request).status()).isEqualTo(200);
    assertThat(upstream.take().text()).isEqualTo(request.replaceFirst("up/m", "m"));
  }

  @Test
  void a_plain_answer_comes_back_byte_for_byte() throws Exception {
    var odd =
        " {\n"
            + " \"choices\" : ["
            + " {\"message\":{\"role\":\"assistant\",\"content\":\"\\u4f60好\",\"x\":1e400} } ]"
            + " ,\"vendor\":{\"b\":1,\"a\":2},\"usage\":null}\r\n";
    upstream.next(Scripts.json(odd));
    var answer = gateway.post(CHAT, Calls.chat("up/m"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo(odd);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000_000, 1_100_000, 5_000_000})
  void a_long_plain_answer_comes_back_byte_for_byte(int size) throws Exception {
    var long_ = OpenAiLike.chat("m", "x".repeat(size));
    upstream.next(Scripts.json(long_), Scripts.untilClose(200, long_, Scripts.JSON));
    assertThat(gateway.post(CHAT, Calls.chat("up/m")).text()).isEqualTo(long_);
    assertThat(gateway.post(CHAT, Calls.chat("up/m")).text()).isEqualTo(long_);
  }

  @Test
  void stream_usage_is_asked_for_and_its_chunk_dropped_again() throws Exception {
    upstream.next(Scripts.stream(OpenAiLike.chatStream("m", true, "你", "好")));
    var request = Calls.stream("up/m");
    var answer = gateway.post(CHAT, request);
    assertThat(answer.text())
        .isEqualTo(String.join("", OpenAiLike.chatStream("m", false, "你", "好")));
    var sent = upstream.take().text();
    assertThat(sent).contains(ASKED);
    assertThat(sent.replace(ASKED, "")).isEqualTo(request.replaceFirst("up/m", "m"));
  }

  @Test
  void the_usage_chunk_stays_for_a_client_that_asked() throws Exception {
    var stream = OpenAiLike.chatStream("m", true, "你", "好");
    upstream.next(Scripts.stream(stream));
    var request =
        "{\"model\":\"up/m\",\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    assertThat(gateway.post(CHAT, request).text()).isEqualTo(String.join("", stream));
    assertThat(upstream.take().text()).isEqualTo(request.replaceFirst("up/m", "m"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{ }",
        "{\"include_usage\":false}",
        "{\"include_usage\":null}",
        "{\"include_obfuscation\":false}",
        "{\"include_obfuscation\":false,\"include_usage\":false}"
      })
  void usage_is_asked_for_whatever_stream_options_hold(String options) throws Exception {
    for (var request :
        new String[] {
          "{\"stream_options\":"
              + options
              + ",\"model\":\"up/m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
          "{\"model\":\"up/m\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream_options\":"
              + options
              + "}"
        }) {
      var answer = gateway.post(CHAT, request);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).doesNotContain("\"usage\"");
      var sent = upstream.take().json();
      assertThat(sent.at("/stream_options/include_usage").asBoolean()).isTrue();
      assertThat(sent.path("model").asString()).isEqualTo("m");
      assertThat(sent.at("/stream_options").has("include_obfuscation"))
          .isEqualTo(options.contains("obfuscation"));
    }
  }

  @Test
  void usage_inside_the_finish_chunk_stays() throws Exception {
    var finish =
        "data:"
            + " {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}}\n\n";
    var stream =
        new String[] {OpenAiLike.role("m"), OpenAiLike.content("m", "x"), finish, OpenAiLike.DONE};
    upstream.next(Scripts.stream(stream));
    assertThat(gateway.post(CHAT, Calls.stream("up/m")).text()).isEqualTo(String.join("", stream));
  }

  private static final String STREAM =
      ": hello\n\n"
          + OpenAiLike.role("m")
          + ": ping\n\n"
          + "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"你😀\"}}]}\n\n"
          + "event: x\nid: 1\ndata:{\"choices\":[{\"index\":0,\n"
          + "data:\"delta\":{\"content\":\"b\"}}]}\n\n"
          + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}  \n\n"
          + OpenAiLike.usage("m", 1, 2)
          + OpenAiLike.DONE;

  private static String expected(String stream) {
    var kept = stream.substring(": hello\n\n".length()).replace(OpenAiLike.usage("m", 1, 2), "");
    return kept.replace(OpenAiLike.role("m") + ": ping\n\n", OpenAiLike.role("m"));
  }

  @Test
  void wherever_a_stream_is_cut_into_chunks_the_client_gets_the_same_bytes() throws Exception {
    var bytes = STREAM.getBytes(StandardCharsets.UTF_8);
    try (var client = gateway.client()) {
      for (int at = 1; at < bytes.length; at++) {
        upstream.next(Scripts.split(bytes, at));
        client.post(CHAT, Calls.stream("up/m"), authorized());
        assertThat(client.answer().text()).as("cut at " + at).isEqualTo(expected(STREAM));
      }
      upstream.next(Scripts.bytewise(bytes));
      client.post(CHAT, Calls.stream("up/m"), authorized());
      assertThat(client.answer().text()).isEqualTo(expected(STREAM));
    }
  }

  @Test
  void line_ends_of_any_kind_stay_as_they_are() throws Exception {
    for (var end : new String[] {"\r\n", "\r"}) {
      var stream = STREAM.replace("\n", end).getBytes(StandardCharsets.UTF_8);
      upstream.next(Scripts.split(stream, 100, 101, 102, 103, 200));
      var answer = gateway.post(CHAT, Calls.stream("up/m"));
      assertThat(answer.text()).isEqualTo(expected(STREAM).replace("\n", end));
    }
  }

  @Test
  void events_arrive_one_by_one_as_the_provider_sends_them() throws Exception {
    var first = new Gate();
    var second = new Gate();
    upstream.next(
        Scripts.streamHead()
            .then(Scripts.chunks(OpenAiLike.role("m"), OpenAiLike.content("m", "one")))
            .then(Scripts.pause(first))
            .then(Scripts.chunks(OpenAiLike.content("m", "two")))
            .then(Scripts.pause(second))
            .then(Scripts.chunks(OpenAiLike.finish("m", "stop"), OpenAiLike.DONE))
            .then(Scripts.end()));
    try (var client = gateway.client()) {
      client.post(CHAT, Calls.stream("up/m"), authorized());
      assertThat(client.head().header("content-type")).startsWith("text/event-stream");
      client.readUntil("one");
      first.release();
      client.readUntil("two");
      second.release();
      assertThat(client.readUntil("[DONE]")).endsWith("data: [DONE]\n\n");
    }
  }
}
