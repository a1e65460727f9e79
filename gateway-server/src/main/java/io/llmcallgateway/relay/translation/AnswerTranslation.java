package io.llmcallgateway.relay.translation;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.support.AnswerSummary;
import io.llmcallgateway.dialect.support.EmptyAnswerCheck;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.LossReport;
import io.llmcallgateway.model.Losses.Loss;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.wire.Frames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The way back of one target's answer: untouched, or translated into the client's format. One
/// answer, one thread.
public final class AnswerTranslation implements LossNotes {
  private final PreparedCall prepared;
  private final @Nullable FormatEnforcer enforcer;
  private @Nullable List<Loss> noted;
  private List<Loss> lost = List.of();

  public AnswerTranslation(PreparedCall prepared) {
    this.prepared = prepared;
    var format = prepared.enforcedFormat();
    this.enforcer =
        format == null
            ? null
            : new FormatEnforcer(
                format, prepared.target().provider().id(), prepared.strict(), this);
  }

  @Override
  public void add(String path, String reason) {
    var loss = new Loss(path, reason);
    if (noted == null) noted = new ArrayList<>(prepared.losses().told());
    if (!noted.contains(loss)) noted.add(loss);
  }

  /// Notes an event that could not be read, unless nothing is in it.
  void unreadable(Frames frames) {
    for (int i = frames.dataStart(); i < frames.dataEnd(); i++) {
      if (frames.data()[i] <= ' ') continue;
      add("answer.event", "unreadable");
      return;
    }
  }

  /// Notes what of an answer the client's format has no place for; the last answer counts.
  void lose(ChatAnswer answer) {
    var losses = AnswerLosses.of(answer, prepared.call().dialect());
    lost = losses.isEmpty() ? List.of() : losses.stream().distinct().toList();
  }

  /// Returns the losses of the call up to now.
  public LossReport losses() {
    if (noted == null && lost.isEmpty()) return prepared.losses();
    return new LossReport(noted == null ? prepared.losses().told() : noted, lost);
  }

  /// Returns what becomes of a streamed answer.
  public StreamTransform stream() {
    return prepared.answerUntouched()
        ? new UntouchedTransform(prepared, this)
        : new TranslatingTransform(prepared, this, enforcer);
  }

  /// Returns a plain answer that passes untouched, or its beginning, as the client gets it.
  public Body passing(Body answer) {
    var call = prepared.call();
    return call.dialect().passing(call.in(), call.facts(), answer);
  }

  /// Translates a plain answer. Throws a `GatewayException` where it is none.
  public PlainAnswer plain(Body body) {
    var call = prepared.call();
    boolean streamed = call.operation() == Operation.CHAT && StreamedAnswerReader.is(body);
    if (prepared.answerUntouched() && !streamed) {
      var own = (Dialect) prepared.pairing().dialect();
      var read = own.readPassing(call.facts(), body, prepared.pairing().model());
      return new PlainAnswer(read, passing(body));
    }
    var answer = answer(body, streamed);
    var written = call.dialect().writeAnswer(answer, call.context(prepared.pairing().model()));
    return new PlainAnswer(AnswerSummary.of(answer, written), written);
  }

  /// Returns a whole answer as the client is to get it.
  private ChatAnswer answer(Body body, boolean streamed) {
    var dialect = prepared.pairing().dialect();
    var model = prepared.pairing().model();
    var ids =
        prepared.answerUntouched() ? CallIds.asTheyAre() : CallIds.after(prepared.call().request());
    var answer =
        streamed
            ? StreamedAnswerReader.read(body, dialect, model, ids, this)
            : dialect.readAnswer(body, model, ids);
    EmptyAnswerCheck.refuse(answer, model.provider());
    if (enforcer != null) answer = enforcer.fit(answer);
    answer = prepared.toolNames().restore(answer);
    lose(answer);
    return answer;
  }

  /// Translates a plain answer to a client that asked for a stream. Throws a `GatewayException`
  /// where it is none.
  WholeAnswerStream wholeAnswer(Body body) {
    var model = prepared.pairing().model();
    if (prepared.call().operation() == Operation.CHAT) {
      var answer = answer(body, StreamedAnswerReader.is(body));
      return new WholeAnswerStream(prepared.call(), model, answer);
    }
    throw new GatewayException(
        Failure.ofProvider(
            Failure.Kind.UPSTREAM_ERROR,
            model.provider(),
            "The provider answered a stream request with a plain answer."));
  }
}
