package io.llmcallgateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

final class AwsEventReaderTest {
  private static final int LIMIT = 1 << 20;

  private final List<String> seen = new ArrayList<>();
  private final ByteArrayOutputStream raw = new ByteArrayOutputStream();

  private void read(AwsEventReader reader, byte[] stream, int from, int to) {
    reader.feed(ByteBuffer.wrap(stream, from, to - from));
    while (reader.next()) {
      raw.write(reader.raw(), reader.rawStart(), reader.rawEnd() - reader.rawStart());
      int length = reader.dataEnd() - reader.dataStart();
      var payload = new String(reader.data(), reader.dataStart(), length, UTF_8);
      seen.add(reader.name() + (reader.isException() ? "!" : "") + " " + payload);
    }
  }

  private static byte[] stream() {
    var out = new ByteSink();
    var writer = new AwsEventWriter();
    writer.write(AwsEventWriter.event("messageStart"), payload("{\"role\":\"assistant\"}"), out);
    writer.write(AwsEventWriter.event("delta"), payload("{\"text\":\"你好, 世界 😀\"}"), out);
    writer.write(AwsEventWriter.event("empty"), payload(""), out);
    writer.write(AwsEventWriter.exception("throttlingException"), payload("{}"), out);
    return out.toByteArray();
  }

  private static ByteBuffer payload(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  @Test
  void finds_the_same_frames_wherever_the_stream_is_cut() {
    var stream = stream();
    for (int cut = 0; cut <= stream.length; cut++) {
      seen.clear();
      raw.reset();
      var reader = new AwsEventReader(LIMIT);
      read(reader, stream, 0, cut);
      read(reader, stream, cut, stream.length);
      assertThat(seen)
          .as("cut at %d", cut)
          .containsExactly(
              "messageStart {\"role\":\"assistant\"}",
              "delta {\"text\":\"你好, 世界 😀\"}",
              "empty ",
              "throttlingException! {}");
      assertThat(raw.toByteArray()).isEqualTo(stream);
      assertThat(reader.last()).isFalse();
    }
  }

  @Test
  void reads_a_stream_that_comes_byte_by_byte() {
    var stream = stream();
    var reader = new AwsEventReader(LIMIT);
    for (int i = 0; i < stream.length; i++) read(reader, stream, i, i + 1);
    assertThat(seen).hasSize(4);
    assertThat(raw.toByteArray()).isEqualTo(stream);
  }

  /// The example of AWS's own test suite for the encoding: one string header, a JSON payload.
  @Test
  void reads_a_frame_that_was_written_elsewhere() {
    var frame =
        HexFormat.of()
            .parseHex(
                "0000003d0000002007fd83960c636f6e74656e742d747970650700106170706c69636174696f6e"
                    + "2f6a736f6e7b27666f6f273a27626172277d8d9c08b1");
    var reader = new AwsEventReader(LIMIT);
    read(reader, frame, 0, frame.length);
    assertThat(seen).containsExactly("null {'foo':'bar'}");
  }

  @Test
  void skips_headers_of_every_type() {
    var headers = new ByteArrayOutputStream();
    int[] sizes = {0, 0, 1, 2, 4, 8, -1, -1, 8, 16};
    for (int type = 0; type < sizes.length; type++) {
      headers.write(2);
      headers.writeBytes(("h" + type).getBytes(UTF_8));
      headers.write(type);
      if (sizes[type] < 0) headers.writeBytes(new byte[] {0, 3, 'a', 'b', 'c'});
      else headers.writeBytes(new byte[sizes[type]]);
    }
    headers.writeBytes(AwsEventWriter.event("last"));
    var frame = frame(headers.toByteArray(), "{}");
    read(new AwsEventReader(LIMIT), frame, 0, frame.length);
    assertThat(seen).containsExactly("last {}");
  }

  @Test
  void tells_an_error_frame_by_its_code_and_words() {
    var headers = new ByteSink();
    header(headers, ":error-code", "InternalError");
    header(headers, ":error-message", "An internal server error occurred");
    header(headers, ":message-type", "error");
    var frame = frame(headers.toByteArray(), "");
    var reader = new AwsEventReader(LIMIT);
    read(reader, frame, 0, frame.length);
    assertThat(seen).containsExactly("InternalError! ");
    assertThat(reader.errorMessage()).isEqualTo("An internal server error occurred");
  }

  @Test
  void any_changed_byte_is_noticed() {
    var good = frame(AwsEventWriter.event("delta"), "{\"text\":\"a\"}");
    for (int i = 0; i < good.length; i++) {
      var bad = good.clone();
      bad[i] ^= 0x10;
      assertThatThrownBy(() -> read(new AwsEventReader(LIMIT), bad, 0, bad.length))
          .as("byte %d", i)
          .isInstanceOf(BrokenFrameException.class);
    }
  }

  @Test
  void lengths_that_cannot_be_are_refused_though_their_checksum_is_right() {
    for (int[] lengths : new int[][] {{15, 0}, {40, 30}, {40, -1}}) {
      var prelude = prelude(lengths[0], lengths[1]);
      assertThatThrownBy(() -> read(new AwsEventReader(LIMIT), prelude, 0, prelude.length))
          .isInstanceOf(BrokenFrameException.class);
    }
  }

  @Test
  void a_frame_beyond_the_limit_is_refused_before_it_has_come() {
    for (int length : new int[] {LIMIT + 1, Integer.MAX_VALUE, -1}) {
      var prelude = prelude(length, 0);
      assertThatThrownBy(() -> read(new AwsEventReader(LIMIT), prelude, 0, prelude.length))
          .isInstanceOf(EventTooLargeException.class);
    }
  }

  @Test
  void headers_that_run_over_their_end_are_refused() {
    var headers = AwsEventWriter.event("delta");
    for (int cut = 1; cut < headers.length; cut++) {
      if (cut == headerEnd(headers, 1) || cut == headerEnd(headers, 2)) continue;
      var frame = frame(java.util.Arrays.copyOf(headers, cut), "{}");
      assertThatThrownBy(() -> read(new AwsEventReader(LIMIT), frame, 0, frame.length))
          .as("cut at %d", cut)
          .isInstanceOf(BrokenFrameException.class);
    }
  }

  private static int headerEnd(byte[] headers, int count) {
    int at = 0;
    for (int i = 0; i < count; i++) {
      int value = at + 1 + headers[at] + 1;
      at = value + 2 + ((headers[value] << 8) | headers[value + 1]);
    }
    return at;
  }

  private static void header(ByteSink out, String name, String value) {
    out.write(name.length());
    out.ascii(name);
    out.write(7);
    out.write(0);
    out.write(value.length());
    out.ascii(value);
  }

  private static byte[] frame(byte[] headers, String payload) {
    var out = new ByteSink();
    new AwsEventWriter().write(headers, payload(payload), out);
    return out.toByteArray();
  }

  private static byte[] prelude(int total, int headers) {
    var lengths = ByteBuffer.allocate(12).putInt(total).putInt(headers);
    var crc = new CRC32();
    crc.update(lengths.array(), 0, 8);
    return lengths.putInt((int) crc.getValue()).array();
  }
}
