package io.llmcallgateway.outline.cache;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Why a call's prompt was or was not read from the vendor's cache.
///
/// @param against the earlier call that it was compared with; null if there was none
/// @param expectedTokens an estimate of what is the same in both prompts and was to be read; -1 if
///   unknown
/// @param readTokens what was read; -1 if unknown
/// @param first the first difference that matters; null if there is none
/// @param detail a sentence about the reason
public record CacheDiagnosis(
    State state,
    @Nullable Against against,
    long expectedTokens,
    long readTokens,
    @Nullable Difference first,
    Author by,
    Reason why,
    String detail) {
  /// How much was read.
  public enum State {
    HIT,
    PARTIAL,
    MISS,
    /// There was nothing to be read.
    NONE,
    UNKNOWN;

    /// Returns the name in documents.
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Who is the reason of a miss.
  public enum Author {
    CLIENT,
    GATEWAY,
    VENDOR,
    NONE;

    /// Returns the name in documents.
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Reasons.
  public enum Reason {
    HIT("What was to be read from the cache was read."),
    NO_EARLIER_CALL("There is no earlier call with such a prompt."),
    BODIES_MISSING("The requests or their usage were not kept."),
    NOT_MARKED("The vendor caches what requests mark, and the earlier one marks nothing."),
    CHANGED_TOOLS("The client changed its tools."),
    CHANGED_SYSTEM("The client changed its system prompt."),
    CHANGED_MESSAGE("The client changed an earlier message."),
    CHANGED_MODEL("The client asked for another model."),
    CHANGED_PARAMETERS("A parameter that belongs to the cached prompt is another one."),
    RULE_CHANGED("The client's prompt is the same, but the gateway wrote it in another way."),
    TARGET_CHANGED("The gateway sent the call to another target."),
    CONFIG_CHANGED("The gateway's configuration changed, and with it what it writes."),
    EXPIRED("The earlier call was longer ago than the vendor keeps prompts."),
    TOO_SHORT("The prompt is shorter than what the vendor caches."),
    OTHER_ACCOUNT(
        "The same prompt was sent in time: another account, key or server of the vendor answered,"
            + " or it dropped the prompt.");

    private final String detail;

    Reason(String detail) {
      this.detail = detail;
    }

    /// Returns the name in documents.
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    String detail() {
      return detail;
    }
  }

  /// An earlier call.
  ///
  /// @param startedAt epoch milliseconds
  public record Against(String id, long startedAt, long gapMillis) {}

  /// The first difference between two prompts.
  ///
  /// @param at the offset in the request of the later call: the client's if the client made the
  ///   difference, otherwise the one to the provider
  public record Difference(int at, String path, String before, String after) {}

  /// Returns how many tokens were not read although they were to be.
  public long lostTokens() {
    return expectedTokens < 0 || readTokens < 0 ? 0 : Math.max(0, expectedTokens - readTokens);
  }

  static CacheDiagnosis without(State state, long read, Reason why) {
    return new CacheDiagnosis(state, null, -1, read, null, Author.NONE, why, why.detail());
  }
}
