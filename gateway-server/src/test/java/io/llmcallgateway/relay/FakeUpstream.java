package io.llmcallgateway.relay;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.upstream.Upstream;
import io.llmcallgateway.upstream.UpstreamReply;
import io.llmcallgateway.upstream.UpstreamRequest;
import io.llmcallgateway.upstream.WakeSignal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// An upstream that answers from a script, without a network. Thread-safe.
final class FakeUpstream implements Upstream {
  final List<UpstreamRequest> requests = new CopyOnWriteArrayList<>();
  private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();

  /// One reply.
  ///
  /// @param broken whether it breaks after the pieces instead of ending
  record Script(int status, String type, List<String> pieces, boolean broken) {
    static Script json(int status, String body) {
      return new Script(status, "application/json", List.of(body), false);
    }

    static Script stream(boolean broken, String... pieces) {
      return new Script(200, "text/event-stream", List.of(pieces), broken);
    }
  }

  void next(Script... more) {
    scripts.addAll(List.of(more));
  }

  @Override
  public UpstreamReply send(UpstreamRequest request, WakeSignal signal) {
    requests.add(request);
    var script = scripts.poll();
    if (script == null) throw failure(request, Failure.Kind.UPSTREAM_UNREACHABLE);
    return new FakeReply(request, script, signal);
  }

  private static GatewayException failure(UpstreamRequest request, Failure.Kind kind) {
    return new GatewayException(
        Failure.ofProvider(kind, request.provider().id(), "the script says so"));
  }

  private static final class FakeReply implements UpstreamReply {
    private final UpstreamRequest request;
    private final Script script;
    private final WakeSignal signal;
    private final Queue<String> pieces;

    FakeReply(UpstreamRequest request, Script script, WakeSignal signal) {
      this.request = request;
      this.script = script;
      this.signal = signal;
      this.pieces = new ArrayDeque<>(script.pieces());
    }

    @Override
    public Head head() {
      return new Head(script.status(), Headers.of("content-type", script.type()));
    }

    @Override
    public @Nullable ByteBuffer read() {
      var piece = pieces.poll();
      if (piece != null) return ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8));
      if (script.broken()) throw failure(request, Failure.Kind.STREAM_CUT);
      return null;
    }

    @Override
    public void demand() {
      signal.wake();
    }

    @Override
    public boolean ended() {
      return pieces.isEmpty() && !script.broken();
    }

    @Override
    public void close() {
      pieces.clear();
    }
  }
}
