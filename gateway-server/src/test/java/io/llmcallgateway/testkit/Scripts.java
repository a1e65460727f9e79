package io.llmcallgateway.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/// Common behaviours of a provider, good and bad. Headers are given as whole lines (`"retry-after:
/// 3"`).
public final class Scripts {
  public static final String EVENT_STREAM = "Content-Type: text/event-stream; charset=utf-8";
  public static final String JSON = "Content-Type: application/json";

  private Scripts() {}

  /// An answer with a content-length.
  public static Script answer(int status, String body, String... headers) {
    return answer(status, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  public static Script answer(int status, byte[] body, String... headers) {
    var all = with(headers, "Content-Length: " + body.length);
    return (client, _) -> {
      var whole = new ByteArrayOutputStream();
      whole.writeBytes(headText(status, all).getBytes(StandardCharsets.UTF_8));
      whole.writeBytes(body);
      client.write(whole.toByteArray());
    };
  }

  public static Script json(String body, String... headers) {
    return answer(200, body, with(headers, JSON));
  }

  public static Script json(int status, String body, String... headers) {
    return answer(status, body, with(headers, JSON));
  }

  /// A whole stream: each text is one chunk, `data: …` lines and blank line included.
  public static Script stream(String... chunks) {
    return streamHead().then(chunks(chunks)).then(end());
  }

  /// One event of Anthropic's, of Cohere's or of the Responses API, which has its type in its data
  /// too.
  public static String event(String type, String members) {
    return "event: %1$s\ndata: {\"type\":\"%1$s\",%2$s}\n\n".formatted(type, members);
  }

  /// Head of a chunked event stream; `chunks`, faults and `end` follow.
  public static Script streamHead(String... headers) {
    return head(200, with(headers, EVENT_STREAM, "Transfer-Encoding: chunked"));
  }

  public static Script head(int status, String... headers) {
    return (client, _) -> client.write(headText(status, headers));
  }

  public static Script chunks(String... chunks) {
    return (client, _) -> {
      for (var chunk : chunks) client.chunk(chunk.getBytes(StandardCharsets.UTF_8));
    };
  }

  public static Script end() {
    return (client, _) -> client.endChunks();
  }

  /// The stream's bytes in chunks that are cut at these positions.
  public static Script split(byte[] stream, int... positions) {
    return streamHead()
        .then(
            (client, _) -> {
              int start = 0;
              for (int position : positions) {
                if (position > start) client.chunk(Arrays.copyOfRange(stream, start, position));
                start = position;
              }
              if (start < stream.length) {
                client.chunk(Arrays.copyOfRange(stream, start, stream.length));
              }
            })
        .then(end());
  }

  /// The stream one byte per chunk and write.
  public static Script bytewise(byte[] stream) {
    return streamHead()
        .then(
            (client, _) -> {
              for (byte one : stream) client.chunk(new byte[] {one});
            })
        .then(end());
  }

  public static Script raw(String text) {
    return (client, _) -> client.write(text);
  }

  public static Script raw(byte[] bytes) {
    return (client, _) -> client.write(bytes);
  }

  public static Script pause(Gate gate) {
    return (client, _) -> client.pause(gate);
  }

  /// Silence until the client leaves.
  public static Script stall() {
    return (client, _) -> client.stall();
  }

  /// Half of a chunk, then silence until the client leaves.
  public static Script halfChunk(String data) {
    return (client, _) -> {
      var bytes = data.getBytes(StandardCharsets.UTF_8);
      client.write(Integer.toHexString(bytes.length * 2) + "\r\n" + data);
      client.stall();
    };
  }

  public static Script reset() {
    return (client, _) -> client.reset();
  }

  public static Script close() {
    return (client, _) -> client.close();
  }

  /// Promises more bytes than it sends, then closes.
  public static Script truncated(String body) {
    return head(200, JSON, "Content-Length: " + (body.length() * 4 + 100))
        .then(raw(body))
        .then(close());
  }

  /// An answer whose end is the connection's.
  public static Script untilClose(int status, String body, String... headers) {
    return head(status, with(headers, "Connection: close")).then(raw(body)).then(close());
  }

  public static Script html(int status) {
    return answer(
        status,
        "<!DOCTYPE html><html><head><title>Bad gateway</title></head><body>nginx</body></html>",
        "Content-Type: text/html");
  }

  /// Bytes that are no HTTP, then the end.
  public static Script garbage() {
    return raw("\u0000\u0001SSH-2.0-nope\r\n\u007f\r\n\r\n").then(close());
  }

  public static Script redirect(int status, String location) {
    return answer(status, "", "Location: " + location);
  }

  /// An interim 1xx answer ahead of the final one.
  public static Script interim(int status) {
    return raw("HTTP/1.1 " + status + " Interim\r\nX-Interim: yes\r\n\r\n");
  }

  /// A gzip body nobody asked for.
  public static Script gzip(int status, String body, String... headers) {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return answer(status, packed.toByteArray(), with(headers, "Content-Encoding: gzip"));
  }

  /// A 401 that lacks the header HTTP wants with it.
  public static Script unauthorized(String body) {
    return answer(401, body, JSON);
  }

  private static String headText(int status, String... headers) {
    var head = new StringBuilder("HTTP/1.1 ").append(status).append(" Status\r\n");
    for (var header : headers) head.append(header).append("\r\n");
    return head.append("\r\n").toString();
  }

  private static String[] with(String[] headers, String... more) {
    var all = Arrays.copyOf(headers, headers.length + more.length);
    System.arraycopy(more, 0, all, headers.length, more.length);
    return all;
  }
}
