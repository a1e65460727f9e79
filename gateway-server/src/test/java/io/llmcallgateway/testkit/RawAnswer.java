package io.llmcallgateway.testkit;

import io.llmcallgateway.model.Headers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An answer as it came over the socket, with the pieces of its body.
public final class RawAnswer {
  /// A piece of a body and when it was whole (`System.nanoTime()`).
  public static final class Chunk {
    private final byte[] data;
    private final long nanos;

    Chunk(byte[] data, long nanos) {
      this.data = data;
      this.nanos = nanos;
    }

    public byte[] data() {
      return data;
    }

    public long nanos() {
      return nanos;
    }

    public String text() {
      return new String(data, StandardCharsets.UTF_8);
    }
  }

  private final int status;
  private final Headers headers;
  private final List<Chunk> chunks;

  RawAnswer(int status, Headers headers, List<Chunk> chunks) {
    this.status = status;
    this.headers = headers;
    this.chunks = List.copyOf(chunks);
  }

  /// This head with what was read of its body and then the rest.
  public RawAnswer with(String read, List<Chunk> rest) {
    var all = new ArrayList<Chunk>();
    all.add(new Chunk(read.getBytes(StandardCharsets.UTF_8), System.nanoTime()));
    all.addAll(rest);
    return new RawAnswer(status, headers, all);
  }

  public int status() {
    return status;
  }

  public Headers headers() {
    return headers;
  }

  public @Nullable String header(String name) {
    return headers.first(name);
  }

  /// A header that the answer must have.
  public String require(String name) {
    var value = header(name);
    if (value == null) throw new AssertionError("no header " + name + " in " + this);
    return value;
  }

  /// All values of a header.
  public List<String> values(String name) {
    return headers.all().stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Headers.Header::value)
        .toList();
  }

  public List<Chunk> chunks() {
    return chunks;
  }

  public byte[] body() {
    var all = new ByteArrayOutputStream();
    for (var chunk : chunks) all.writeBytes(chunk.data());
    return all.toByteArray();
  }

  public String text() {
    return new String(body(), StandardCharsets.UTF_8);
  }

  public JsonNode json() {
    return JsonMapper.shared().readTree(body());
  }

  /// The `error` object of an error answer.
  public JsonNode error() {
    return json().path("error");
  }

  /// The data of each event of a stream, `[DONE]` included.
  public List<String> events() {
    var events = new ArrayList<String>();
    text()
        .lines()
        .filter(line -> line.startsWith("data:"))
        .forEach(line -> events.add(line.substring(5).strip()));
    return events;
  }

  /// The contents of a chat stream's deltas, joined.
  public String streamedContent() {
    var content = new StringBuilder();
    for (var event : events()) {
      if (event.equals("[DONE]")) continue;
      var delta = JsonMapper.shared().readTree(event).path("choices").path(0).path("delta");
      content.append(delta.path("content").asString(""));
    }
    return content.toString();
  }

  @Override
  public String toString() {
    return status + " " + headers + "\n" + text();
  }
}
