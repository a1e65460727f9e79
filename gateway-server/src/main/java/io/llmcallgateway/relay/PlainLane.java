package io.llmcallgateway.relay;

import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.upstream.UpstreamReply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// Carries a plain answer back, its bytes untouched. Up to 1 MB it is held until it has been read,
/// so that garbage becomes an error; a longer one streams through.
final class PlainLane {
  static final int HELD = 1 << 20;

  private final Attempt attempt;
  private final Reply reply;
  private final long deadline;
  private byte[] held = new byte[2048];
  private int length;

  PlainLane(Attempt attempt, Reply reply, long deadline) {
    this.attempt = attempt;
    this.reply = reply;
    this.deadline = deadline;
  }

  /// What was answered; the reply is started and all but its last bytes are written.
  record Carried(Answer answer, ByteBuffer last) {}

  Carried carry(UpstreamReply.Head head) throws InterruptedException, IOException {
    var upstream = attempt.upstream;
    while (true) {
      var bytes = upstream.read();
      if (bytes == null) {
        if (upstream.ended()) break;
        upstream.demand();
        if (!attempt.await(deadline)) throw attempt.timeout("did not finish its answer");
        continue;
      }
      if (length + bytes.remaining() > HELD) return streamThrough(head, bytes);
      hold(bytes);
    }
    var body = Body.of(held, 0, length);
    var answer = attempt.dialect().readPassing(attempt.facts(), body, attempt.targetModel());
    reply.start(head.status(), ReplyHeaders.plain(attempt.target, head.headers()), length);
    return new Carried(answer, ByteBuffer.wrap(held, 0, length));
  }

  private void hold(ByteBuffer bytes) {
    int added = bytes.remaining();
    if (length + added > held.length) {
      held = Arrays.copyOf(held, Math.max(length + added, held.length * 2));
    }
    bytes.get(held, length, added);
    length += added;
  }

  private Carried streamThrough(UpstreamReply.Head head, ByteBuffer first)
      throws InterruptedException, IOException {
    var upstream = attempt.upstream;
    reply.start(head.status(), ReplyHeaders.plain(attempt.target, head.headers()), -1);
    reply.write(ByteBuffer.wrap(held, 0, length));
    reply.write(first);
    while (true) {
      var bytes = upstream.read();
      if (bytes != null) {
        reply.write(bytes);
        continue;
      }
      if (upstream.ended()) break;
      upstream.demand();
      if (!attempt.await(deadline)) throw attempt.timeout("did not finish its answer");
    }
    var start = Body.of(held, 0, length);
    return new Carried(
        new Answer(start, Body.EMPTY, List.of(), null, null), ByteBuffer.allocate(0));
  }
}
