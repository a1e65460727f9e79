package io.llmcallgateway.api.admin.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.api.admin.calls.CallExport.Format;
import io.llmcallgateway.dialect.OperationPaths;
import io.llmcallgateway.journal.Ended;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import io.llmcallgateway.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// Exports of calls, as the tools that they are for read them.
final class CallExportTest {
  private static final ClientPaths PATHS =
      _ -> OperationPaths.NONE.with(Operation.CHAT, "/v1/chat/{model}");

  private static final EndedCall CALL = Ended.call("它's 什么？");

  private static String export(Format format, EndedCall... calls) throws IOException {
    var out = new ByteArrayOutputStream();
    var export = new CallExport(format, "http://localhost:4000", PATHS, "1.0", out);
    export.begin();
    for (var call : calls) export.add(call);
    export.end();
    return out.toString(UTF_8);
  }

  private static JsonNode json(Format format, EndedCall... calls) throws IOException {
    return Json.MAPPER.readTree(export(format, calls));
  }

  private static EndedCall with(Payload... payloads) {
    return new EndedCall(CALL.record(), List.of(payloads), true);
  }

  private static Payload payload(Payload.Kind kind, byte[] bytes, long size) {
    return new Payload(kind, -1, null, size, Body.of(bytes));
  }

  @ParameterizedTest
  @EnumSource(names = {"CASSETTE", "HAR"})
  void an_export_of_nothing_is_a_whole_document(Format format) throws Exception {
    assertThat(json(format).isObject()).isTrue();
  }

  @Test
  void each_line_of_jsonl_is_a_whole_call() throws Exception {
    var lines = export(Format.JSONL, CALL, CALL).lines().toList();
    assertThat(lines).hasSize(2);
    for (var line : lines) {
      var call = Json.MAPPER.readTree(line);
      assertThat(call.path("id").asString()).isEqualTo(CALL.record().id().text());
      assertThat(call.at("/payloads/0/text").asString()).contains("它's 什么？");
    }
  }

  @Test
  void csv_has_one_head_and_a_row_for_each_call() throws Exception {
    assertThat(export(Format.CSV)).isEqualTo(CallCsv.HEAD);
    assertThat(export(Format.CSV, CALL, CALL).lines().toList())
        .hasSize(3)
        .element(2)
        .asString()
        .startsWith(CALL.record().id().text());
  }

  @Test
  void a_shell_sends_the_request_as_the_client_did() throws Exception {
    var script = export(Format.CURL, CALL);
    assertThat(script)
        .contains("'http://localhost:4000/v1/chat/asked'")
        .contains("$GATEWAY_API_KEY");
    var data = script.substring(script.indexOf("--data-raw ") + "--data-raw ".length());
    var process = new ProcessBuilder("sh", "-c", "printf %s " + data).start();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .isEqualTo("{\"messages\":\"它's 什么？\"}");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  void a_request_that_cannot_be_repeated_is_only_told() throws Exception {
    assertThat(export(Format.CURL, with())).contains("not kept").doesNotContain("curl -sS");
    var audio = payload(Payload.Kind.CLIENT_REQUEST, new byte[] {(byte) 0xFF, 1}, 2);
    assertThat(export(Format.CURL, with(audio))).contains("no text").doesNotContain("curl -sS");
    var cut = payload(Payload.Kind.CLIENT_REQUEST, "{\"q\":\"".getBytes(UTF_8), 99);
    assertThat(export(Format.CURL, with(cut))).contains("was cut to 6 bytes");
  }

  @Test
  void a_cassette_has_the_answer_that_the_client_got() throws Exception {
    var first = json(Format.CASSETTE, CALL, CALL);
    assertThat(first.path("version").asInt()).isEqualTo(1);
    assertThat(first.path("interactions")).hasSize(2);
    var interaction = first.at("/interactions/1");
    assertThat(interaction.at("/request/uri").asString())
        .isEqualTo("http://localhost:4000/v1/chat/asked");
    assertThat(interaction.at("/request/body").asString()).isEqualTo("{\"messages\":\"它's 什么？\"}");
    assertThat(interaction.at("/response/status/code").asInt()).isEqualTo(502);
    assertThat(interaction.at("/response/body/string").asString()).contains("好的：它's 什么？");
  }

  @Test
  void a_stream_is_replayed_as_a_stream_and_bytes_in_base64() throws Exception {
    var frames = new byte[] {0, 0, 0, 16, (byte) 0xFE};
    var call =
        with(
            payload(Payload.Kind.CLIENT_REQUEST, "{}".getBytes(UTF_8), 2),
            payload(Payload.Kind.CLIENT_ANSWER, "{}".getBytes(UTF_8), 2),
            payload(Payload.Kind.CLIENT_STREAM, frames, frames.length));
    var body = json(Format.CASSETTE, call).at("/interactions/0/response/body");
    assertThat(body.has("string")).isFalse();
    assertThat(Base64.getDecoder().decode(body.path("base64_string").asString())).isEqualTo(frames);
    var content = json(Format.HAR, call).at("/log/entries/0/response/content");
    assertThat(content.path("encoding").asString()).isEqualTo("base64");
    assertThat(Base64.getDecoder().decode(content.path("text").asString())).isEqualTo(frames);
  }

  @Test
  void a_call_without_bodies_is_in_no_cassette_but_in_the_archive() throws Exception {
    assertThat(json(Format.CASSETTE, with(), CALL).path("interactions")).hasSize(1);
    assertThat(json(Format.HAR, with(), CALL).at("/log/entries")).hasSize(2);
  }

  @Test
  void an_archive_has_what_developer_tools_require() throws Exception {
    var log = json(Format.HAR, CALL).path("log");
    assertThat(log.path("version").asString()).isEqualTo("1.2");
    var entry = log.at("/entries/0");
    assertThat(entry.path("startedDateTime").asString()).isEqualTo("2026-11-18T11:06:40Z");
    assertThat(entry.path("time").asDouble()).isEqualTo(5.0);
    for (var member : List.of("send", "wait", "receive")) {
      assertThat(entry.at("/timings/" + member).asDouble(-1)).as(member).isNotNegative();
    }
    for (var side : List.of("request", "response")) {
      var message = entry.path(side);
      assertThat(message.path("httpVersion").asString()).isEqualTo("HTTP/1.1");
      assertThat(message.path("headers").isArray()).isTrue();
      assertThat(message.path("cookies").isArray()).isTrue();
      assertThat(message.has("headersSize")).isTrue();
    }
    assertThat(entry.at("/request/headers").toString())
        .contains("{\"name\":\"user-agent\",\"value\":\"curl/8\"}");
    assertThat(entry.at("/request/queryString").isArray()).isTrue();
    assertThat(entry.at("/request/postData/text").asString()).contains("它's 什么？");
    assertThat(entry.at("/response/content/text").asString()).contains("好的");
  }
}
