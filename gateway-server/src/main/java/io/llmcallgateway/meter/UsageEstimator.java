package io.llmcallgateway.meter;

import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.Vocabulary;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.CallRecord.State;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import org.jspecify.annotations.Nullable;

/// Estimates the usage of calls that a provider answered without a usage, or with one from the
/// beginning of a stream that was then abandoned or truncated. Thread-safe. Blocks while counting.
public final class UsageEstimator {
  private final TokenCounter counter;
  private final ClientFormats formats;

  public UsageEstimator(TokenCounter counter, ClientFormats formats) {
    this.counter = counter;
    this.formats = formats;
  }

  /// True if the usage of a call is to be estimated.
  public static boolean wanted(CallRecord call) {
    if (!call.operation().isCountable() || !answered(call)) return false;
    return call.usage() == null || (brokenOff(call) && !call.estimated());
  }

  private static boolean answered(CallRecord call) {
    if (call.attempts().isEmpty()) return false;
    int status = call.attempts().getLast().status();
    return status >= 200 && status < 300;
  }

  /// True if the provider's count may be from before the end of the answer.
  private static boolean brokenOff(CallRecord call) {
    return call.stream() && call.state() != State.SUCCESS && call.timing().firstToken() >= 0;
  }

  /// Returns the estimate; null if the provider's count is right.
  public @Nullable Usage of(EndedCall call, Vocabulary vocabulary) throws InterruptedException {
    var record = call.record();
    var counted = record.usage();
    var said = said(call);
    long output = 0;
    long thought = 0;
    if (said != null) {
      output = said.tokens(vocabulary, counter);
      thought = said.thoughts(vocabulary, counter);
    }
    if (counted == null) return usage(prompt(call, vocabulary), output, thought);
    // Vocabularies differ: only a count far below ours is one from the beginning of the stream.
    if (counted.completionTokens() * 2 >= output + thought) return null;
    return counted.withCompletion(output, thought);
  }

  private static Usage usage(long prompt, long output, long thought) {
    return new Usage(prompt, 0, 0, 0, 0, output, thought, 0);
  }

  private long prompt(EndedCall call, Vocabulary vocabulary) throws InterruptedException {
    var request = payload(call, Payload.Kind.CLIENT_REQUEST);
    if (request == null) return TokenHeuristics.ofBytes(call.record().sizes().request());
    var members = formats.countedMembers(call.record().dialect());
    long tokens = CountedTexts.asked(request.body(), members).tokens(vocabulary, counter);
    if (!request.cut() || request.body().size() == 0) return tokens;
    return Math.round((double) tokens * request.size() / request.body().size());
  }

  private @Nullable CountedTexts said(EndedCall call) {
    var record = call.record();
    if (!record.operation().generates()) return null;
    if (record.state() != State.SUCCESS && record.timing().firstToken() < 0) return null;
    var answer = payload(call, Payload.Kind.CLIENT_ANSWER);
    // Of a failed call without a stream the client got the error only.
    boolean told = !record.failed() || payload(call, Payload.Kind.CLIENT_STREAM) != null;
    if (answer != null && told && !answer.cut()) {
      return CountedTexts.said(answer.body(), formats.countedMembers(record.dialect()));
    }
    return CountedTexts.of(record.answered());
  }

  private static @Nullable Payload payload(EndedCall call, Payload.Kind kind) {
    for (var payload : call.payloads()) if (payload.kind() == kind) return payload;
    return null;
  }
}
