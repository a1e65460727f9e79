package io.llmcallgateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonLineReaderTest {
  private static final String LINES = "{\"a\":\"你好 😀\"}\r\n\n  \r\n{\"b\":1}\n{\"c\":null}";

  private final List<String> seen = new ArrayList<>();
  private final ByteArrayOutputStream raw = new ByteArrayOutputStream();

  private void read(JsonLineReader reader, byte[] stream, int piece) {
    for (int at = 0; at < stream.length; at += piece) {
      reader.feed(ByteBuffer.wrap(stream, at, Math.min(piece, stream.length - at)));
      while (reader.next()) take(reader);
    }
    while (reader.last()) take(reader);
  }

  private void take(JsonLineReader reader) {
    raw.write(reader.raw(), reader.rawStart(), reader.rawEnd() - reader.rawStart());
    if (!reader.hasData()) return;
    int length = reader.dataEnd() - reader.dataStart();
    seen.add(new String(reader.data(), reader.dataStart(), length, UTF_8));
  }

  @Test
  void finds_the_same_lines_however_they_come() {
    var stream = LINES.getBytes(UTF_8);
    for (int piece = 1; piece <= stream.length; piece++) {
      seen.clear();
      raw.reset();
      read(new JsonLineReader(100), stream, piece);
      assertThat(seen)
          .as("pieces of %d", piece)
          .containsExactly("{\"a\":\"你好 😀\"}", "{\"b\":1}", "{\"c\":null}");
      assertThat(raw.toByteArray()).isEqualTo(stream);
    }
  }

  @Test
  void grows_for_a_line_longer_than_what_it_held() {
    var line = "{\"text\":\"" + "长".repeat(20_000) + "\"}";
    read(new JsonLineReader(1 << 20), (line + "\n" + line).getBytes(UTF_8), 1_000);
    assertThat(seen).containsExactly(line, line);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 99, 100, 101, 500})
  void refuses_a_line_one_byte_too_long_however_it_comes(int piece) {
    read(new JsonLineReader(100), ("x".repeat(99) + "\n").getBytes(UTF_8), piece);
    assertThat(seen).hasSize(1);
    var large = ("{}\n" + "x".repeat(100) + "\n").getBytes(UTF_8);
    assertThatThrownBy(() -> read(new JsonLineReader(100), large, piece))
        .isInstanceOf(EventTooLargeException.class);
    assertThat(seen).as("what came before").hasSize(2);
  }

  @Test
  void nothing_comes_of_nothing() {
    var reader = new JsonLineReader(100);
    reader.feed(ByteBuffer.allocate(0));
    assertThat(reader.next()).isFalse();
    assertThat(reader.last()).isFalse();
    assertThat(reader.name()).isNull();
    assertThat(reader.isException()).isFalse();
  }
}
