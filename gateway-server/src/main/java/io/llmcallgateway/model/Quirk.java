package io.llmcallgateway.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A difference between a provider and its dialect. Each is handled in one place. The members that
/// a request may have are not quirks but `Trait`s. BYTES quirks change requests by byte ranges and
/// translate them only if ranges are not enough; REQUEST quirks translate requests, REPLY quirks
/// translate answers, and the others leave the bytes unchanged.
public enum Quirk {
  /// Ends a stream without `[DONE]`; the end of the body is the end of the answer.
  NO_DONE(Side.NEITHER),
  /// Has no `GET /models`.
  NO_MODEL_LIST(Side.NEITHER),
  /// Wants `tool_choice: "any"` instead of `required`.
  CHOICE_ANY(Side.BYTES),
  /// Wants tool call ids of nine letters and digits.
  NINE_CHARACTER_IDS(Side.BYTES),
  /// Wants nothing but tool results in their turn (Llama and Mistral on Bedrock).
  RESULTS_ALONE(Side.REQUEST),
  /// Wants the reasoning of turns with tool calls back as `reasoning_content`.
  RETURN_REASONING(Side.BYTES),
  /// Wants the reasoning back as `reasoning_details`, as it sends it.
  RETURN_DETAILS(Side.NEITHER),
  /// Wants the reasoning back as `thinking` parts of the content.
  RETURN_THINKING_PARTS(Side.BYTES),
  /// Wants the reasoning back as `<think>…</think>` before the text.
  RETURN_THINK_TAGS(Side.BYTES),
  /// Wants Gemini's thought signatures back in `extra_content`, the member in which it sends them.
  RETURN_EXTRA_CONTENT(Side.NEITHER),
  /// Does not include reasoning in `completion_tokens`.
  REASONING_BESIDE(Side.REPLY),
  /// Sends reasoning in a member other than `reasoning_content`.
  REASONING_FIELD(Side.REPLY),
  /// Sends content as an array of parts, which may include thinking.
  CONTENT_PARTS(Side.REPLY),
  /// Sends reasoning as `<think>…</think>` in the content.
  THINK_TAGS(Side.REPLY),
  /// Sends tool calls without ids, indexes or arguments, or with the finish reason `stop`.
  LOOSE_CALLS(Side.REPLY),
  /// Uses tool call ids again in later turns.
  REUSED_IDS(Side.REPLY);

  private enum Side {
    NEITHER,
    BYTES,
    REQUEST,
    REPLY
  }

  private final Side side;

  Quirk(Side side) {
    this.side = side;
  }

  /// True if requests are changed for it by byte ranges.
  public boolean splicesRequests() {
    return side == Side.BYTES;
  }

  /// True if requests must be translated for it.
  public boolean rewritesRequests() {
    return side == Side.REQUEST;
  }

  /// True if answers must be translated for it.
  public boolean rewritesReplies() {
    return side == Side.REPLY;
  }

  /// Returns the name in gateway.yaml, such as `no-done`.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Returns the quirk of a name, which may also be like `NO_DONE`; null if there is none.
  public static @Nullable Quirk of(String text) {
    for (var quirk : values()) {
      if (quirk.name().equalsIgnoreCase(text.replace('-', '_'))) return quirk;
    }
    return null;
  }
}
