package io.llmcallgateway.api.admin.bodies;

import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.outline.cache.CacheDiagnoser;
import io.llmcallgateway.outline.cache.CacheDiagnosis;
import io.llmcallgateway.outline.cache.CachePolicies;
import io.llmcallgateway.outline.cache.PromptCall;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Diagnoses how calls used the prompt cache, and what a miss cost. Thread-safe.
public final class CacheDiagnoses {
  private static final int MOST_CALLS = 20;
  private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final JournalAccess journal;
  private final CacheCandidates candidates;
  private final UsagePrices prices;
  private final CachePolicies policies = CachePolicies.load();

  public CacheDiagnoses(JournalAccess journal, BodyFormats formats, UsagePrices prices) {
    this.journal = journal;
    this.candidates = new CacheCandidates(journal, formats);
    this.prices = prices;
  }

  /// A diagnosis.
  ///
  /// @param lostNanos what the lost tokens cost more than they would have from the cache, in
  ///   nano-USD; -1 if it is not known
  record Told(CacheDiagnosis diagnosis, long lostNanos) {}

  /// The cost of the cache misses of some calls.
  ///
  /// @param nanos in nano-USD
  /// @param exact false if it is a lower bound, since not all calls could be looked at
  public record Lost(long tokens, long nanos, boolean exact) {}

  /// Adds up what the misses of some calls cost, as far as bodies are kept, prices are known and
  /// time allows.
  ///
  /// @param ids of the calls, those first that may have lost the most
  public Lost lost(List<String> ids) {
    long deadline = System.nanoTime() + MOST_NANOS;
    long tokens = 0;
    long nanos = 0;
    boolean exact = ids.size() <= MOST_CALLS;
    for (var id : ids.subList(0, Math.min(ids.size(), MOST_CALLS))) {
      if (System.nanoTime() > deadline) return new Lost(tokens, nanos, false);
      var found = journal.calls().find(new CallId(id));
      var told = found == null ? null : of(found);
      if (told == null || told.diagnosis().state() == CacheDiagnosis.State.UNKNOWN) {
        exact = false;
        continue;
      }
      tokens += told.diagnosis().lostTokens();
      if (told.lostNanos() < 0) exact = false;
      else nanos += told.lostNanos();
    }
    return new Lost(tokens, nanos, exact);
  }

  /// Diagnoses a call.
  Told of(EndedCall found) {
    var prompt = candidates.prompt(found);
    if (prompt == null) return new Told(CacheDiagnoser.unknown(), -1);
    var earlier = candidates.before(found.record(), prompt);
    var diagnosis =
        earlier == null
            ? CacheDiagnoser.alone(prompt.usage().cacheRead())
            : CacheDiagnoser.of(
                earlier, prompt, policies.of(prompt.provider(), dialect(found.record(), prompt)));
    return new Told(diagnosis, lostNanos(found.record(), prompt, diagnosis));
  }

  private static String dialect(CallRecord call, PromptCall prompt) {
    for (var attempt : call.attempts()) {
      if (attempt.provider().equals(prompt.provider())) return attempt.dialect();
    }
    return call.dialect();
  }

  /// Returns what the tokens would have cost less if they had been read from the cache; -1 if there
  /// is no price.
  private long lostNanos(CallRecord call, PromptCall prompt, CacheDiagnosis diagnosis) {
    long lost = diagnosis.lostTokens();
    if (lost == 0) return 0;
    var usage = prompt.usage();
    var cached = read(usage, lost);
    var returned = call.models().returned();
    var paid = prices.cost(prompt.provider(), prompt.sent(), returned, usage, call.startedAt());
    var best = prices.cost(prompt.provider(), prompt.sent(), returned, cached, call.startedAt());
    return paid.priced() && best.priced() ? Math.max(0, paid.nanos() - best.nanos()) : -1;
  }

  /// Returns the usage if so many tokens more had been read from the cache: those that were written
  /// to it, and then others.
  static Usage read(Usage usage, long tokens) {
    long written = Math.min(tokens, usage.cacheWrite());
    long hour = Math.min(tokens - written, usage.cacheWriteHour());
    long input = Math.min(tokens - written - hour, usage.input());
    return new Usage(
        usage.input() - input,
        usage.cacheRead() + written + hour + input,
        usage.cacheWrite() - written,
        usage.cacheWriteHour() - hour,
        usage.inputAudio(),
        usage.inputImage(),
        usage.output(),
        usage.reasoning(),
        usage.outputAudio(),
        usage.outputImage(),
        usage.billing());
  }
}
