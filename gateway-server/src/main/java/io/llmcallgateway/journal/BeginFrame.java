package io.llmcallgateway.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.record.EndedCall;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/// The frames of a begin file: one for a call that has begun, with the record that it gets where
/// the process is killed, and one for its end. A head (mark, length, checksum), a byte that says
/// which of both, then the record as JSON or the id.
final class BeginFrame {
  private static final int HEAD = 12;
  private static final int MARK = 0x4C434231; // LCB1: the last digit is the format's version
  private static final byte LISTED = 1;
  private static final byte COUNTED = 2;
  private static final byte END = 3;

  private BeginFrame() {}

  /// @param killed the record as `CallBegin.killed` makes it
  static byte[] begin(EndedCall killed) {
    var json = new ByteArrayOutputStream(1 << 10);
    SpoolRecordWriter.write(killed.record(), json);
    return frame(killed.listed() ? LISTED : COUNTED, json.toByteArray());
  }

  static byte[] end(CallId id) {
    return frame(END, id.text().getBytes(UTF_8));
  }

  private static byte[] frame(byte kind, byte[] content) {
    var out = ByteBuffer.allocate(HEAD + 1 + content.length);
    out.putInt(MARK).putInt(1 + content.length).putInt(0).put(kind).put(content);
    return out.putInt(8, checksum(out.array(), HEAD, 1 + content.length)).array();
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    var checksum = new CRC32C();
    checksum.update(bytes, offset, length);
    return (int) checksum.getValue();
  }

  /// The calls in a file that have begun and not ended. What follows a torn frame is not read: a
  /// killed process tears the last one only.
  static Map<CallId, EndedCall> open(byte[] file) {
    var open = new LinkedHashMap<CallId, EndedCall>();
    var ended = new HashSet<CallId>(); // which may be written first
    var in = ByteBuffer.wrap(file);
    while (in.remaining() > HEAD) {
      int at = in.position() + HEAD;
      boolean marked = in.getInt() == MARK;
      int length = in.getInt();
      int checksum = in.getInt();
      boolean whole = marked && length > 1 && length <= in.remaining();
      if (!whole || checksum(file, at, length) != checksum) break;
      in.position(at + length);
      if (file[at] == END) ended.add(new CallId(new String(file, at + 1, length - 1, UTF_8)));
      else begun(open, file, at, length);
    }
    open.keySet().removeAll(ended);
    return open;
  }

  private static void begun(Map<CallId, EndedCall> open, byte[] file, int at, int length) {
    try {
      var record = SpoolRecordReader.read(file, at + 1, length - 1);
      open.put(record.id(), new EndedCall(record, List.of(), file[at] == LISTED));
    } catch (RuntimeException _) {
      // another version's
    }
  }
}
