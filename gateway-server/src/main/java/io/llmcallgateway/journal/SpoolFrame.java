package io.llmcallgateway.journal;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// An ended call as it stands in a spool file: a head (mark, length, checksum), the record as JSON,
/// the payloads as they are. A body that two payloads share is written once. The mark tells the
/// version of the format, which changes apart from those of the database and of the admin API.
final class SpoolFrame {
  static final int HEAD = 16;
  static final int MARK = 0x4C435331; // LCS1: the last digit is the format's version
  private static final int NOT_LISTED = 1;

  private SpoolFrame() {}

  static byte[] write(EndedCall call) {
    var json = new Bytes(2 << 10);
    SpoolRecordWriter.write(call.record(), json);
    var payloads = call.payloads();
    var types = new ArrayList<byte[]>(payloads.size());
    int size = HEAD + 4 + 4 + json.size() + 4;
    for (int i = 0; i < payloads.size(); i++) {
      var type = payloads.get(i).type();
      types.add(type == null ? new byte[0] : type.getBytes(StandardCharsets.UTF_8));
      size += 4 + 4 + 4 + types.get(i).length + 8 + 4 + 4;
      if (sharedWith(payloads, i) < 0) size += payloads.get(i).body().size();
    }
    var out = ByteBuffer.allocate(size);
    out.position(HEAD);
    out.putInt(call.listed() ? 0 : NOT_LISTED);
    out.putInt(json.size()).put(json.array(), 0, json.size());
    out.putInt(payloads.size());
    for (int i = 0; i < payloads.size(); i++) {
      var payload = payloads.get(i);
      out.putInt(payload.kind().code()).putInt(payload.attempt());
      out.putInt(types.get(i).length).put(types.get(i));
      out.putLong(payload.size());
      int shared = sharedWith(payloads, i);
      out.putInt(shared);
      if (shared >= 0) {
        out.putInt(0);
        continue;
      }
      out.putInt(payload.body().size());
      for (var segment : payload.body().segments()) out.put(segment);
    }
    out.putInt(0, MARK).putInt(4, size - HEAD).putInt(8, checksum(out.array(), HEAD, size - HEAD));
    return out.array();
  }

  private static int sharedWith(List<Payload> payloads, int index) {
    var body = payloads.get(index).body();
    for (int i = 0; i < index; i++) if (payloads.get(i).body() == body) return i;
    return -1;
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    var checksum = new CRC32C();
    checksum.update(bytes, offset, length);
    return (int) checksum.getValue();
  }

  /// True if a whole frame with `length` bytes after its head is at this place.
  static boolean whole(byte[] bytes, int at, int length) {
    return checksum(bytes, at + HEAD, length) == ByteBuffer.wrap(bytes).getInt(at + 8);
  }

  /// The call in the `length` bytes at `at`, which follow a head; null where they make no sense.
  static @Nullable EndedCall read(byte[] bytes, int at, int length) {
    var in = ByteBuffer.wrap(bytes, at, length);
    try {
      int flags = in.getInt();
      int json = in.getInt();
      var record = SpoolRecordReader.read(bytes, in.position(), json);
      in.position(in.position() + json);
      int count = in.getInt();
      var payloads = new ArrayList<Payload>(count);
      for (int i = 0; i < count; i++) payloads.add(payload(in, payloads));
      return new EndedCall(record, payloads, (flags & NOT_LISTED) == 0);
    } catch (RuntimeException | StackOverflowError _) {
      return null; // another version's, or bytes that only look like a frame
    }
  }

  private static Payload payload(ByteBuffer in, List<Payload> before) {
    var kind = Payload.Kind.of(in.getInt());
    int attempt = in.getInt();
    var type = new byte[in.getInt()];
    in.get(type);
    long size = in.getLong();
    int shared = in.getInt();
    var kept = new byte[in.getInt()];
    in.get(kept);
    var body = shared >= 0 ? before.get(shared).body() : Body.of(kept);
    var text = type.length == 0 ? null : new String(type, StandardCharsets.UTF_8);
    return new Payload(kind, attempt, text, size, body);
  }

  private static final class Bytes extends ByteArrayOutputStream {
    Bytes(int size) {
      super(size);
    }

    byte[] array() {
      return buf;
    }
  }
}
