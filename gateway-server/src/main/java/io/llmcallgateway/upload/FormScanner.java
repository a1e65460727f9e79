package io.llmcallgateway.upload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the parts of a multipart form (RFC 7578) in its bytes as they arrive, and holds none of
/// their content. What readers of forms understand differently is refused, since the gateway and a
/// provider must find the same fields. One thread.
public final class FormScanner {
  private static final int MOST_PARTS = 256;
  private static final int MOST_HEADER_BYTES = 8 << 10;

  private enum State {
    BEFORE,
    DELIMITER,
    DELIMITER_BLANK,
    DELIMITER_CR,
    LAST_DASH,
    HEADERS,
    CONTENT,
    AFTER
  }

  private final byte[] delimiter;
  private final List<FormPart> parts = new ArrayList<>();
  private final byte[] headers = new byte[MOST_HEADER_BYTES];
  private int headerLength;
  private State state = State.BEFORE;
  // The line break before the first delimiter, and the one that ends headers, may be its own.
  private int matched = 2;
  private long at;
  private @Nullable PartHeaders current;
  private long contentStart;

  /// @param boundary of the form's content type
  public FormScanner(String boundary) {
    this.delimiter = ("\r\n--" + boundary).getBytes(ISO_8859_1);
  }

  /// Scans the next bytes and leaves the buffer as it is. Throws a `GatewayException`
  /// (INVALID_REQUEST) where they are no form.
  public void scan(ByteBuffer bytes) {
    int end = bytes.limit();
    for (int i = bytes.position(); i < end; i++, at++) take(bytes.get(i));
  }

  /// Returns the parts of the whole form. Throws a `GatewayException` (INVALID_REQUEST) where it is
  /// not whole.
  public List<FormPart> parts() {
    if (at == 0) throw malformed("it is empty");
    if (state != State.AFTER) throw malformed("it ends before its last boundary");
    return List.copyOf(parts);
  }

  private void take(byte next) {
    switch (state) {
      case BEFORE -> {
        if (match(next)) state = State.DELIMITER;
        else if (matched == 0) throw malformed("it does not begin with the boundary of its type");
      }
      case DELIMITER -> {
        switch (next) {
          case '-' -> state = State.LAST_DASH;
          case '\r' -> state = State.DELIMITER_CR;
          case ' ', '\t' -> state = State.DELIMITER_BLANK;
          default -> throw malformed("a line goes on after the boundary");
        }
      }
      case DELIMITER_BLANK -> {
        if (next == '\r') state = State.DELIMITER_CR;
        else if (next != ' ' && next != '\t') throw malformed("a line goes on after the boundary");
      }
      case DELIMITER_CR -> {
        if (next != '\n') throw malformed("a boundary's line does not end with CR LF");
        state = State.HEADERS;
        headerLength = 0;
      }
      case LAST_DASH -> {
        if (next != '-') throw malformed("a line goes on after the boundary");
        state = State.AFTER;
      }
      case HEADERS -> takeHeader(next);
      case CONTENT -> {
        if (match(next)) endPart();
      }
      case AFTER -> {
        if (next != '\r' && next != '\n' && next != ' ' && next != '\t') {
          throw malformed("something follows its last boundary");
        }
      }
    }
  }

  /// Returns whether the delimiter is complete. Its first byte is nowhere else in it.
  private boolean match(byte next) {
    if (next == delimiter[matched]) {
      matched++;
      if (matched < delimiter.length) return false;
      matched = 0;
      return true;
    }
    matched = next == '\r' ? 1 : 0;
    return false;
  }

  private void takeHeader(byte next) {
    if (headerLength == MOST_HEADER_BYTES) throw malformed("the headers of a part exceed 8 KB");
    headers[headerLength++] = next;
    int length = headerLength;
    boolean breaks = length >= 2 && headers[length - 2] == '\r';
    if (next == '\n' ? !breaks : breaks) throw malformed("a header line does not end with CR LF");
    boolean empty = next == '\n' && (length == 2 || headers[length - 3] == '\n');
    if (!empty) return;
    if (parts.size() == MOST_PARTS) throw malformed("it has more than " + MOST_PARTS + " parts");
    current = PartHeaders.read(headers, length - 2);
    contentStart = at + 1;
    matched = 2;
    state = State.CONTENT;
  }

  private void endPart() {
    long end = at + 1 - delimiter.length;
    var part = current;
    if (part == null || end < contentStart) {
      throw malformed("a part has no content, not even an empty line");
    }
    parts.add(new FormPart(part.name(), part.file(), contentStart, end));
    current = null;
    state = State.DELIMITER;
  }

  static GatewayException malformed(String why) {
    return new GatewayException(
        Failure.of(
            Failure.Kind.INVALID_REQUEST,
            "The request body is no multipart form that can be read: " + why + "."));
  }
}
