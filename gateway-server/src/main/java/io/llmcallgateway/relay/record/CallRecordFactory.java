package io.llmcallgateway.relay.record;

import io.llmcallgateway.meter.TokenHeuristics;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.LossReport;
import io.llmcallgateway.model.RecordedHeaders;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.CallRecord.Lane;
import io.llmcallgateway.model.record.CallRecord.State;
import io.llmcallgateway.model.record.PayloadsState;
import io.llmcallgateway.model.record.SideHeaders;
import io.llmcallgateway.relay.attempt.AttemptLog;
import io.llmcallgateway.relay.attempt.AttemptOutcome;
import io.llmcallgateway.relay.attempt.CallPricing;
import io.llmcallgateway.relay.attempt.ContentTimes;
import io.llmcallgateway.relay.attempt.ReturnedModel;
import io.llmcallgateway.relay.call.CallReply;
import io.llmcallgateway.route.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes the record of one call that ended.
///
/// @param routedAs the name that the model was found by; null where it was not looked for
record CallRecordFactory(
    CallIdentity call,
    CallTimeline timeline,
    CallReply reply,
    CallPricing pricing,
    @Nullable String routedAs) {
  private static final int MOST_TOOLS = 8;
  private static final int LONGEST_NAME = 128;

  /// @param outcome of the attempt that ended the call; null where none was made
  /// @param failure as the gateway knows it; null where there was none
  /// @param withTexts whether what was said is told, for full-text search
  CallRecord record(
      State state,
      @Nullable AttemptOutcome outcome,
      @Nullable Failure failure,
      @Nullable Answer answer,
      boolean withTexts) {
    var attempts = timeline.attempts();
    var target = target(outcome, attempts);
    var usage = answer == null ? null : answer.usage();
    var rough = usage == null && !call.keepsPayloads() ? rough(answer, attempts) : null;
    var used = rough == null ? usage : rough;
    var returned = returned(outcome, attempts);
    var facts = call.facts();
    boolean full = withTexts && call.keepsPayloads();
    return new CallRecord(
        call.in().id(),
        call.startedAt(),
        facts.operation(),
        call.dialect().id(),
        facts.stream(),
        state,
        failure == null ? 200 : failure.status(),
        failure == null ? null : failure.told(failure.message(), null, List.of()),
        models(facts, routedAs, target, returned),
        lane(attempts),
        attempts.stream().map(AttemptLog::record).toList(),
        losses(outcome, attempts).text(),
        answer == null ? null : answer.finishReason(),
        used,
        rough != null,
        cost(outcome, target, used, returned, attempts),
        timeline.timing(outcome == null ? ContentTimes.NONE : outcome.content()),
        sizes(attempts),
        CallLabels.client(call.in(), facts),
        CallLabels.tags(call.in(), facts),
        call.snapshot().digest(),
        full ? call.question() : "",
        full && answer != null ? JsonText.said(answer) : "",
        tools(answer),
        call.in().replayOf(),
        new SideHeaders(call.in().caller().headers(), RecordedHeaders.of(reply.headers().all())),
        call.payloadLimit() == 0 ? PayloadsState.OFF : PayloadsState.NONE);
  }

  private static List<String> tools(@Nullable Answer answer) {
    if (answer == null) return List.of();
    return answer.toolCalls().stream()
        .map(call -> name(call.name()))
        .filter(name -> !name.isEmpty())
        .distinct()
        .limit(MOST_TOOLS)
        .toList();
  }

  /// Returns a tool's name on one line, as long as formats allow it.
  private static String name(String given) {
    var line = given.replaceAll("\\p{Cntrl}", " ").strip();
    return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME);
  }

  static CallRecord.Models models(
      Facts facts, @Nullable String routedAs, @Nullable Target target, @Nullable String returned) {
    return new CallRecord.Models(
        facts.model(),
        routedAs,
        target == null ? null : target.provider().id(),
        target == null ? null : target.model(),
        returned);
  }

  private static @Nullable Target target(
      @Nullable AttemptOutcome outcome, List<AttemptLog> attempts) {
    if (outcome != null && outcome.target() != null) return outcome.target();
    return attempts.isEmpty() ? null : attempts.getLast().target();
  }

  private static LossReport losses(@Nullable AttemptOutcome outcome, List<AttemptLog> attempts) {
    if (outcome != null) return outcome.losses();
    return attempts.isEmpty() ? LossReport.NONE : attempts.getLast().prepared().losses();
  }

  private static Lane lane(List<AttemptLog> attempts) {
    if (attempts.isEmpty()) return Lane.NONE;
    return attempts.getLast().prepared().answerUntouched() ? Lane.VERBATIM : Lane.TRANSLATED;
  }

  private static @Nullable String returned(
      @Nullable AttemptOutcome outcome, List<AttemptLog> attempts) {
    if (outcome instanceof AttemptOutcome.Completed it && it.returnedModel() != null) {
      return it.returnedModel();
    }
    return attempts.isEmpty() ? null : ReturnedModel.in(attempts.getLast().answer());
  }

  private Cost cost(
      @Nullable AttemptOutcome outcome,
      @Nullable Target target,
      @Nullable Usage usage,
      @Nullable String returned,
      List<AttemptLog> attempts) {
    if (outcome instanceof AttemptOutcome.Completed it && it.answer().usage() != null) {
      return it.cost();
    }
    if (target == null || (usage == null && refused(attempts))) return CallPricing.UNUSED;
    return pricing.cost(target, usage, returned);
  }

  /// Returns whether each provider that was asked said no, which none charges for.
  private static boolean refused(List<AttemptLog> attempts) {
    for (var attempt : attempts) if (attempt.status() < 400) return false;
    return true;
  }

  /// Returns what the call used by its sizes, where a provider answered it without saying, and no
  /// bodies are kept from which it could be counted later.
  private @Nullable Usage rough(@Nullable Answer answer, List<AttemptLog> attempts) {
    boolean countable = call.facts().operation().isCountable();
    if (!countable || attempts.isEmpty() || !attempts.getLast().succeeded()) return null;
    long said = 0;
    if (answer != null) {
      said = TokenHeuristics.of(answer.text());
      for (var tool : answer.toolCalls()) said += TokenHeuristics.of(tool.arguments());
    }
    return Usage.of(TokenHeuristics.of(call.in().body()), said);
  }

  private CallRecord.Sizes sizes(List<AttemptLog> attempts) {
    long sent = 0;
    long got = 0;
    for (var attempt : attempts) {
      sent += attempt.requestSize();
      got += Math.max(0, attempt.answerSize());
    }
    var stream = reply.stream();
    var whole = reply.whole();
    long replied = stream != null ? stream.size() : whole == null ? 0 : whole.size();
    return new CallRecord.Sizes(call.in().size(), replied, sent, got);
  }
}
