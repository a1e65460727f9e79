package io.llmcallgateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SseReaderTest {
  private final List<String> data = new ArrayList<>();
  private final ByteArrayOutputStream raw = new ByteArrayOutputStream();

  private void read(byte[] stream, int... cuts) {
    data.clear();
    raw.reset();
    var reader = new SseReader(1 << 20);
    int from = 0;
    for (int cut : cuts) {
      feed(reader, stream, from, cut);
      from = cut;
    }
    feed(reader, stream, from, stream.length);
    while (reader.last()) take(reader);
  }

  private void feed(SseReader reader, byte[] stream, int from, int to) {
    reader.feed(ByteBuffer.wrap(stream, from, to - from));
    while (reader.next()) take(reader);
  }

  private void take(SseReader reader) {
    raw.write(reader.raw(), reader.rawStart(), reader.rawEnd() - reader.rawStart());
    if (!reader.hasData()) return;
    int length = reader.dataEnd() - reader.dataStart();
    data.add(new String(reader.data(), reader.dataStart(), length, UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n"})
  void finds_the_same_events_whatever_ends_a_line_and_wherever_the_stream_is_cut(String end) {
    var text =
        ": comment 注释||data: {\"a\":\"你好\"}||data:no space||event: x|data: one|data: 二|data|"
            + "id: 7||data: [DONE]||";
    var stream = text.replace("|", end).getBytes(UTF_8);
    for (int first = 0; first <= stream.length; first++) {
      for (int second : new int[] {first, (first + stream.length) / 2}) {
        read(stream, first, second);
        assertThat(data)
            .as("cut at %d and %d", first, second)
            .containsExactly("{\"a\":\"你好\"}", "no space", "one\n二\n", "[DONE]");
        assertThat(raw.toByteArray()).isEqualTo(stream);
      }
    }
  }

  @Test
  void reads_a_stream_byte_by_byte() {
    var stream = "data: 一\r\n\r\ndata: two\n\n".getBytes(UTF_8);
    var cuts = new int[stream.length];
    for (int i = 0; i < cuts.length; i++) cuts[i] = i;
    read(stream, cuts);
    assertThat(data).containsExactly("一", "two");
    assertThat(raw.toByteArray()).isEqualTo(stream);
  }

  @Test
  void skips_a_byte_order_mark_but_hands_its_bytes_on() {
    var stream = "\uFEFFdata: x\n\n".getBytes(UTF_8);
    read(stream);
    assertThat(data).containsExactly("x");
    assertThat(raw.toByteArray()).isEqualTo(stream);
  }

  @Test
  void hands_out_an_event_that_the_stream_s_end_closes() {
    read("data: a\n\ndata: [DONE]".getBytes(UTF_8));
    assertThat(data).containsExactly("a", "[DONE]");
    read("data: a\n\ndata: [DONE]\n".getBytes(UTF_8));
    assertThat(data).containsExactly("a", "[DONE]");
  }

  @Test
  void takes_other_fields_for_no_data() {
    read("database: x\nDATA: y\n data: z\n\n".getBytes(UTF_8));
    assertThat(data).isEmpty();
  }

  @Test
  void refuses_an_event_without_an_end() {
    var reader = new SseReader(1000);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                reader.feed(ByteBuffer.wrap(new byte[100]));
                assertThat(reader.next()).isFalse();
              }
            })
        .isInstanceOf(EventTooLargeException.class);
  }

  @Test
  void refuses_an_event_one_byte_too_large_however_it_comes() {
    var fits = ("data: " + "x".repeat(92) + "\n\n").getBytes(UTF_8);
    var large = ("data: " + "x".repeat(93) + "\n\n").getBytes(UTF_8);
    for (int piece : new int[] {1, 7, 99, 200}) {
      assertThat(events(fits, piece)).as("pieces of %d", piece).isEqualTo(1);
      assertThatThrownBy(() -> events(large, piece)).isInstanceOf(EventTooLargeException.class);
    }
  }

  private static int events(byte[] stream, int piece) {
    var reader = new SseReader(100);
    int events = 0;
    for (int at = 0; at < stream.length; at += piece) {
      reader.feed(ByteBuffer.wrap(stream, at, Math.min(piece, stream.length - at)));
      while (reader.next()) events++;
    }
    return events;
  }

  @Test
  void joins_a_million_lines_of_data_in_time() {
    int lines = 1 << 20;
    var reader = new SseReader(16 << 20);
    reader.feed(ByteBuffer.wrap(("data:x\n".repeat(lines) + "\n").getBytes(UTF_8)));
    long started = System.nanoTime();
    assertThat(reader.next()).isTrue();
    assertThat(reader.dataEnd() - reader.dataStart()).isEqualTo(2 * lines - 1);
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void keeps_every_byte_of_any_input() {
    var random = new Random(20261123);
    for (int round = 0; round < 2_000; round++) {
      var stream = new byte[random.nextInt(60)];
      for (int i = 0; i < stream.length; i++) {
        stream[i] = (byte) "data: \r\n\r\n{}:x你".charAt(random.nextInt(14));
      }
      int cut = random.nextInt(stream.length + 1);
      read(stream);
      var whole = List.copyOf(data);
      assertThat(raw.toByteArray()).isEqualTo(stream);
      read(stream, cut);
      assertThat(data).as("%s cut at %d", new String(stream, UTF_8), cut).isEqualTo(whole);
      assertThat(raw.toByteArray()).isEqualTo(stream);
    }
  }
}
