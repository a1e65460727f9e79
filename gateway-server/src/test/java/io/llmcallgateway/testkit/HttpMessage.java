package io.llmcallgateway.testkit;

import io.llmcallgateway.model.Headers;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An HTTP/1.1 message parsed strictly from a socket.
final class HttpMessage {
  private final String startLine;
  private final Headers headers;
  private final byte[] body;

  private HttpMessage(String startLine, Headers headers, byte[] body) {
    this.startLine = startLine;
    this.headers = headers;
    this.body = body;
  }

  String startLine() {
    return startLine;
  }

  Headers headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  List<String> values(String name) {
    return headers.all().stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Headers.Header::value)
        .toList();
  }

  /// A whole request; null at the clean end of a connection.
  static @Nullable HttpMessage request(InputStream in) throws IOException {
    var start = line(in);
    if (start == null) return null;
    var headers = headers(in);
    var length = headers.first("Content-Length");
    byte[] body = new byte[0];
    if (isChunked(headers)) body = allChunks(in);
    else if (length != null) body = exactly(in, Integer.parseInt(length));
    return new HttpMessage(start, headers, body);
  }

  static boolean isChunked(Headers headers) {
    var coding = headers.first("Transfer-Encoding");
    return coding != null && coding.toLowerCase(Locale.ROOT).contains("chunked");
  }

  static Headers headers(InputStream in) throws IOException {
    var headers = new ArrayList<Headers.Header>();
    while (true) {
      var line = line(in);
      if (line == null) throw new EOFException("cut off in the headers");
      if (line.isEmpty()) return new Headers(headers);
      int colon = line.indexOf(':');
      if (colon < 0) throw new IOException("not a header: " + line);
      headers.add(
          new Headers.Header(line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
    }
  }

  /// The next chunk's data; null at the last chunk, whose trailers are skipped. The line end after
  /// a chunk may come no sooner than the next one, so it is read with that.
  static byte @Nullable [] chunk(InputStream in) throws IOException {
    var size = line(in);
    if (size != null && size.isEmpty()) size = line(in);
    if (size == null) throw new EOFException("cut off before a chunk");
    int length = Integer.parseInt(size.split(";", 2)[0].strip(), 16);
    if (length > 0) return exactly(in, length);
    headers(in);
    return null;
  }

  private static byte[] allChunks(InputStream in) throws IOException {
    var all = new ByteArrayOutputStream();
    for (byte[] data = chunk(in); data != null; data = chunk(in)) all.writeBytes(data);
    return all.toByteArray();
  }

  static byte[] exactly(InputStream in, int length) throws IOException {
    var data = in.readNBytes(length);
    if (data.length < length) throw new EOFException("cut off: " + data.length + " of " + length);
    return data;
  }

  /// A line without its end; null where the connection ends instead.
  static @Nullable String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); ; next = in.read()) {
      if (next < 0) {
        if (line.size() == 0) return null;
        throw new EOFException("cut off in a line: " + line.toString(StandardCharsets.ISO_8859_1));
      }
      if (next == '\n') break;
      line.write(next);
    }
    var text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
