package io.llmcallgateway.api.admin.bodies;

import io.llmcallgateway.journal.CallFacet;
import io.llmcallgateway.journal.CallFilter;
import io.llmcallgateway.journal.CallQuery;
import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.record.AttemptRecord;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import io.llmcallgateway.outline.Outlines;
import io.llmcallgateway.outline.cache.CacheDiagnoser;
import io.llmcallgateway.outline.cache.PromptBody;
import io.llmcallgateway.outline.cache.PromptCall;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Finds the earlier call whose prompt a call continues: of the last calls of the same session, or
/// else of the same key, client program and model.
final class CacheCandidates {
  private static final int MOST_CALLS = 20;
  private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long LOOKBACK_MILLIS = TimeUnit.DAYS.toMillis(2);

  private final JournalAccess journal;
  private final BodyFormats formats;

  CacheCandidates(JournalAccess journal, BodyFormats formats) {
    this.journal = journal;
    this.formats = formats;
  }

  /// Returns the earlier call with the longest common beginning of the prompt; the latest of
  /// several. Null if there is none.
  @Nullable PromptCall before(CallRecord call, PromptCall prompt) {
    long deadline = System.nanoTime() + MOST_NANOS;
    PromptCall best = null;
    long most = -1;
    var query = new CallQuery(filter(call), -1, MOST_CALLS);
    for (var line : journal.calls().list(query).calls()) {
      if (System.nanoTime() > deadline) break;
      if (line.inputTokens() <= 0 || line.id().equals(call.id().text())) continue;
      var found = journal.calls().find(new CallId(line.id()));
      if (found == null || !isAlike(found.record(), call)) continue;
      var candidate = prompt(found);
      if (candidate == null) continue;
      long common = CacheDiagnoser.commonBytes(candidate, prompt);
      if (common > most) {
        most = common;
        best = candidate;
      }
    }
    return best;
  }

  private static CallFilter filter(CallRecord call) {
    long from = call.startedAt() - LOOKBACK_MILLIS;
    var filter = CallFilter.ALL.between(from, call.startedAt());
    var session = call.client().session();
    return session == null
        ? filter
            .with(CallFacet.KEY, call.client().key())
            .with(CallFacet.MODEL, call.models().asked())
        : filter.with(CallFacet.SESSION, session);
  }

  private static boolean isAlike(CallRecord earlier, CallRecord call) {
    return call.client().session() != null
        || Objects.equals(earlier.client().agent(), call.client().agent());
  }

  /// Returns what a call says about its prompt; null if its requests or its usage are not there.
  @Nullable PromptCall prompt(EndedCall call) {
    var record = call.record();
    var usage = record.usage();
    var target = sent(call);
    var asked = KeptCalls.payload(call, Payload.Kind.CLIENT_REQUEST.text(), null);
    if (usage == null || record.estimated() || target == null || asked == null) return null;
    var attempt = record.attempts().get(target.attempt());
    var client = body(record.dialect(), asked);
    var provider = body(attempt.dialect(), target);
    if (client == null || provider == null) return null;
    return new PromptCall(
        record.id().text(),
        record.startedAt(),
        record.models().asked(),
        attempt.provider(),
        attempt.model(),
        record.config(),
        usage,
        client,
        provider);
  }

  /// Returns the request that was answered, or else the last one.
  private static @Nullable Payload sent(EndedCall call) {
    var attempts = call.record().attempts();
    Payload last = null;
    for (var payload : call.payloads()) {
      boolean request = payload.kind() == Payload.Kind.PROVIDER_REQUEST;
      if (!request || payload.attempt() < 0 || payload.attempt() >= attempts.size()) continue;
      AttemptRecord attempt = attempts.get(payload.attempt());
      if (attempt.won()) return payload;
      last = payload;
    }
    return last;
  }

  private @Nullable PromptBody body(String dialect, Payload payload) {
    var format = formats.format(dialect);
    if (format == null || payload.cut()) return null;
    var bytes = payload.body().toByteArray();
    return new PromptBody(payload.body(), Outlines.request(format, bytes, 0));
  }
}
