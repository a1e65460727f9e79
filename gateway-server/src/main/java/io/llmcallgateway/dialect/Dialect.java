package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import org.jspecify.annotations.Nullable;

/// A wire format on both sides of the gateway, with what the verbatim lane needs: there a client's
/// bytes go to a target of the same dialect, and its answer's bytes go back.
public interface Dialect extends ClientDialect, TargetDialect {
  /// A client's request for a target of this same dialect: its bytes but for those ranges that the
  /// target does not take, and its headers. Null where ranges are not enough, so that the request
  /// is written anew.
  @Nullable Outbound untouched(Inbound in, Facts facts, TargetModel target, Losses losses);

  /// An untouched request with the model kept from reasoning, for a target that takes no tools
  /// else; null where the dialect has no such member.
  default @Nullable Body unreasoning(Body request) {
    return null;
  }

  /// Reads a plain answer on its way, for the record. Throws a `GatewayException` where it is no
  /// answer at all.
  Answer readPassing(Facts facts, Body answer, TargetModel target);

  /// A plain answer that passes untouched, or its beginning, as the client gets it: with what only
  /// the gateway knows.
  default Body passing(Inbound in, Facts facts, Body answer) {
    return answer;
  }

  /// A reader of one streamed answer that passes untouched.
  StreamTap tap(Inbound in, Facts facts, TargetModel target);

  /// True if the client's request, and the stream it asks for, may pass untouched: a client may
  /// want a form of the dialect that the target does not know, or send on what another vendor's
  /// model has thought.
  boolean passesAsIs(Inbound in, ModelRules rules);

  /// The path of a request that passes untouched, where the client's own path says more than its
  /// operation; else null.
  default @Nullable String pathAsIs(Inbound in) {
    return null;
  }

  /// The content type of a stream that passes untouched.
  default String streamType(Inbound in) {
    return "text/event-stream; charset=utf-8";
  }

  /// A failure as an event in the middle of a stream that passes untouched.
  byte[] errorEvent(Failure failure);

  /// A failure that came before any answer as a whole stream, where clients of the format know it
  /// only so; null where they know it by its status.
  default byte @Nullable [] failedStream(Inbound in, Failure failure) {
    return null;
  }

  /// The last events of a stream with what the call cost; the same where the dialect has no member
  /// that its clients would let pass.
  default byte[] withCost(byte[] events, Cost cost) {
    return events;
  }

  /// The bytes that end a complete stream whose own end is missing.
  default byte[] streamEnd() {
    return new byte[0];
  }
}
