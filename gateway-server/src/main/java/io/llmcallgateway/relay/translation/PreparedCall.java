package io.llmcallgateway.relay.translation;

import io.llmcallgateway.model.LossReport;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.relay.call.ClientCall;
import io.llmcallgateway.route.Target;
import io.llmcallgateway.upstream.UpstreamRequest;
import org.jspecify.annotations.Nullable;

/// A call made ready for one target: the request to send, and how its answer goes back. Immutable.
///
/// @param requestUntouched whether the client's own bytes are sent, but for ranges that the target
///   does not take
/// @param answerUntouched whether the answer's bytes go back
/// @param toolNames the client's own names of tools, where the target has others
/// @param enforcedFormat the format that the gateway holds the answer to, since the target does
///   not; null where there is none
/// @param losses what of the request does not reach the target
public record PreparedCall(
    TargetPairing pairing,
    UpstreamRequest request,
    boolean requestUntouched,
    boolean answerUntouched,
    ToolNameMapping toolNames,
    @Nullable OutputFormat enforcedFormat,
    boolean strict,
    LossReport losses) {

  /// A call that is written in the target's format, and whose answer is read by its operation.
  public PreparedCall(
      TargetPairing pairing, UpstreamRequest request, boolean strict, LossReport losses) {
    this(pairing, request, false, false, ToolNameMapping.NONE, null, strict, losses);
  }

  public ClientCall call() {
    return pairing.call();
  }

  public Target target() {
    return pairing.target();
  }
}
