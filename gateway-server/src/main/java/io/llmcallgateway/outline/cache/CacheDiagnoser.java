package io.llmcallgateway.outline.cache;

import io.llmcallgateway.outline.cache.CacheDiagnosis.Against;
import io.llmcallgateway.outline.cache.CacheDiagnosis.Author;
import io.llmcallgateway.outline.cache.CacheDiagnosis.Difference;
import io.llmcallgateway.outline.cache.CacheDiagnosis.Reason;
import io.llmcallgateway.outline.cache.CacheDiagnosis.State;
import io.llmcallgateway.wire.JsonIndex;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Finds out why a prompt was not read from the vendor's cache, by the call and an earlier one. A
/// function of the two calls and the vendor's policy.
public final class CacheDiagnoser {
  /// What may be missing of what was expected, since it is an estimate and vendors cache in blocks.
  private static final double TOLERANCE = 0.1;

  private static final long BLOCK = 128;

  /// Members that vendors read before or with the prompt.
  private static final List<String> PARAMETERS =
      List.of(
          "tool_choice",
          "toolConfig",
          "thinking",
          "response_format",
          "text",
          "reasoning",
          "reasoning_effort",
          "output_config",
          "prompt_cache_key");

  private final PromptCall earlier;
  private final PromptCall later;
  private final CachePolicy policy;
  private final PromptComparison client;
  private final PromptComparison target;

  private CacheDiagnoser(PromptCall earlier, PromptCall later, CachePolicy policy) {
    this.earlier = earlier;
    this.later = later;
    this.policy = policy;
    this.client = new PromptComparison(earlier.client(), later.client());
    this.target = new PromptComparison(earlier.target(), later.target());
  }

  /// Returns the diagnosis of a call by the call that its prompt is to continue.
  public static CacheDiagnosis of(PromptCall earlier, PromptCall later, CachePolicy policy) {
    return new CacheDiagnoser(earlier, later, policy).diagnose();
  }

  /// Returns how many bytes two prompts have in common from the beginning on.
  public static long commonBytes(PromptCall earlier, PromptCall later) {
    return new PromptComparison(earlier.target(), later.target()).prefixBytes();
  }

  /// Returns the diagnosis of a call without an earlier one.
  public static CacheDiagnosis alone(long readTokens) {
    return readTokens > 0
        ? CacheDiagnosis.without(State.HIT, readTokens, Reason.HIT)
        : CacheDiagnosis.without(State.NONE, readTokens, Reason.NO_EARLIER_CALL);
  }

  /// Returns the diagnosis of a call whose requests or usage are not known.
  public static CacheDiagnosis unknown() {
    return CacheDiagnosis.without(State.UNKNOWN, -1, Reason.BODIES_MISSING);
  }

  private CacheDiagnosis diagnose() {
    long read = later.usage().cacheRead();
    long prompt = earlier.usage().promptTokens();
    long expected =
        Math.min(
            Math.round(prompt * target.shareInBoth(policy.marked() && target.hasMarks())),
            later.usage().promptTokens());
    long tolerated = Math.max(BLOCK, Math.round(expected * TOLERANCE));
    if (expected > 0 && read >= expected - tolerated && read > 0) {
      return result(State.HIT, expected, read, null, Author.NONE, Reason.HIT);
    }
    if (expected == 0) {
      return read > 0
          ? result(State.HIT, expected, read, null, Author.NONE, Reason.HIT)
          : result(State.NONE, expected, read, null, Author.NONE, Reason.NO_EARLIER_CALL);
    }
    return missed(read > 0 ? State.PARTIAL : State.MISS, expected, read);
  }

  private CacheDiagnosis missed(State state, long expected, long read) {
    boolean sameTarget =
        earlier.provider().equals(later.provider()) && earlier.sent().equals(later.sent());
    if (!sameTarget) {
      boolean asked = !earlier.model().equals(later.model());
      var author = asked ? Author.CLIENT : Author.GATEWAY;
      var why = asked ? Reason.CHANGED_MODEL : Reason.TARGET_CHANGED;
      var names = new Difference(0, "model", target(earlier), target(later));
      return result(state, expected, read, names, author, why);
    }
    if (target.differs()) return changed(state, expected, read);
    var parameter = parameter(earlier.target(), later.target());
    if (parameter != null) {
      boolean own = parameter(earlier.client(), later.client()) == null;
      var author = own ? Author.GATEWAY : Author.CLIENT;
      return result(state, expected, read, parameter, author, Reason.CHANGED_PARAMETERS);
    }
    return result(state, expected, read, null, vendor(), unchanged());
  }

  private static String target(PromptCall call) {
    return call.provider() + "/" + call.sent();
  }

  private CacheDiagnosis changed(State state, long expected, long read) {
    if (client.differs()) {
      var why =
          switch (client.roleOfDifference()) {
            case TOOLS -> Reason.CHANGED_TOOLS;
            case SYSTEM, DEVELOPER -> Reason.CHANGED_SYSTEM;
            case USER, ASSISTANT, TOOL, OTHER -> Reason.CHANGED_MESSAGE;
          };
      return result(state, expected, read, client.difference(), Author.CLIENT, why);
    }
    boolean configured = !earlier.config().equals(later.config());
    var why = configured ? Reason.CONFIG_CHANGED : Reason.RULE_CHANGED;
    return result(state, expected, read, target.difference(), Author.GATEWAY, why);
  }

  private Author vendor() {
    return unchanged() == Reason.NOT_MARKED ? Author.CLIENT : Author.VENDOR;
  }

  /// Returns the reason of a miss where the prompt is the same.
  private Reason unchanged() {
    if (policy.marked() && !target.hasMarks()) return Reason.NOT_MARKED;
    if (earlier.usage().promptTokens() < policy.minimumTokens(later.sent()))
      return Reason.TOO_SHORT;
    long gap = later.startedAt() - earlier.startedAt();
    return gap > lifetimeSeconds() * 1_000 ? Reason.EXPIRED : Reason.OTHER_ACCOUNT;
  }

  private long lifetimeSeconds() {
    if (policy.marked() && "1h".equals(target.longestMark())) return 3_600;
    var member = policy.retentionMember();
    if (member == null) return policy.usualSeconds();
    var json = JsonIndex.of(earlier.target().bytes());
    int asked = json.member(json.root(), member);
    if (!json.isString(asked)) return policy.usualSeconds();
    return policy.retentionSeconds().getOrDefault(json.text(asked, 20), policy.usualSeconds());
  }

  /// Returns the first parameter that differs between two requests; null if none does.
  private static @Nullable Difference parameter(PromptBody before, PromptBody after) {
    var one = JsonIndex.of(before.bytes());
    var other = JsonIndex.of(after.bytes());
    for (var name : PARAMETERS) {
      int old = one.member(one.root(), name);
      int now = other.member(other.root(), name);
      var oldHash = old < 0 ? null : (Long) one.hash(old);
      var newHash = now < 0 ? null : (Long) other.hash(now);
      if (Objects.equals(oldHash, newHash)) continue;
      return new Difference(
          now < 0 ? 0 : other.start(now),
          name,
          old < 0 ? "" : one.text(old, 200),
          now < 0 ? "" : other.text(now, 200));
    }
    return null;
  }

  private CacheDiagnosis result(
      State state, long expected, long read, @Nullable Difference first, Author by, Reason why) {
    var against =
        new Against(earlier.id(), earlier.startedAt(), later.startedAt() - earlier.startedAt());
    return new CacheDiagnosis(state, against, expected, read, first, by, why, why.detail());
  }
}
