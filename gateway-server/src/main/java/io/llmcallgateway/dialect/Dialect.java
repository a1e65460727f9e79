package io.llmcallgateway.dialect;

import io.llmcallgateway.dialect.support.AnswerSummary;
import io.llmcallgateway.dialect.support.DecodingTap;
import io.llmcallgateway.dialect.support.EmptyAnswerCheck;
import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Trait;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A wire format on both sides of the gateway, with what the verbatim lane needs: there a client's
/// bytes go to a target of the same dialect, and its answer's bytes go back.
public interface Dialect extends ClientDialect, TargetDialect {
  /// The client's bytes for a target of this same dialect: only the model name is replaced where
  /// the body holds it, and stream usage asked for where `askUsage` says so.
  Body forTarget(Body request, Facts facts, String model, boolean askUsage);

  /// Those bytes with the model kept from reasoning, for a target that takes no tools else; null
  /// where the dialect has no such member.
  default @Nullable Body unreasoning(Body request) {
    return null;
  }

  /// A client's request for a target of this same dialect: its bytes but for those ranges that the
  /// target does not take, and its headers. Null where ranges are not enough, so that the request
  /// is written anew.
  default @Nullable Outbound untouched(Inbound in, Facts facts, TargetModel target, Losses losses) {
    boolean askUsage = target.rules().takes(Trait.STREAM_OPTIONS);
    return new Outbound(in.headers(), forTarget(in.body(), facts, target.model(), askUsage));
  }

  /// Reads a plain answer on its way, for the record. Throws a `GatewayException` where it is no
  /// answer at all.
  default Answer readPassing(Facts facts, Body answer, TargetModel target) {
    if (facts.operation() != Operation.CHAT) {
      return new Answer(answer, Body.EMPTY, List.of(), null, null);
    }
    var read = readAnswer(answer, target, CallIds.asTheyAre());
    EmptyAnswerCheck.refuse(read, target.provider());
    return AnswerSummary.of(read, answer);
  }

  /// A plain answer that passes untouched, or its beginning, as the client gets it: with what only
  /// the gateway knows.
  default Body passing(Inbound in, Facts facts, Body answer) {
    return answer;
  }

  /// A reader of one streamed answer that passes untouched.
  default StreamTap tap(Inbound in, Facts facts, TargetModel target) {
    return new DecodingTap(decoder(target, CallIds.asTheyAre()), target.provider());
  }

  /// Whether the client's request, and the stream it asks for, may go untouched: a client may want
  /// a form of the dialect that the target does not know, or send on what another vendor's model
  /// has thought.
  default boolean passesAsIs(Inbound in, ModelRules rules) {
    return !in.body().holdsAny(SignatureEnvelope.MARKS, misplacedMedia());
  }

  /// Texts by which a request is known that has a file in the place of an image, or bytes in the
  /// place of an address: vendors refuse these, and a translation puts them right.
  default List<String> misplacedMedia() {
    return List.of();
  }

  /// Where a request that passes untouched goes, where its own path says more than its operation.
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

  /// What ends a complete stream that lacks its end.
  default byte[] streamEnd() {
    return new byte[0];
  }
}
