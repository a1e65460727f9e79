package io.llmcallgateway.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Names what a provider does differently from its dialect: a closed set, each handled in one
/// place. What its requests may have is a `Trait`. BYTES quirks change ranges of a request's bytes,
/// and have it written anew only where ranges are not enough; REQUEST quirks have requests written
/// anew, REPLY quirks have answers read and written anew; the others leave the bytes alone.
public enum Quirk {
  /// Ends a stream without `[DONE]`; the end of the body is the end of the answer.
  NO_DONE(Side.NEITHER),
  /// Has no `GET /models`.
  NO_MODEL_LIST(Side.NEITHER),
  /// Writes `tool_choice: "any"` for required.
  CHOICE_ANY(Side.BYTES),
  /// Tool call ids are nine letters and digits.
  NINE_CHARACTER_IDS(Side.BYTES),
  /// Wants tool results alone in their turn (Llama and Mistral on Bedrock).
  RESULTS_ALONE(Side.REQUEST),
  /// Wants the reasoning of turns with tool calls back as `reasoning_content`.
  RETURN_REASONING(Side.BYTES),
  /// Wants the reasoning back as `reasoning_details`, as it sends it.
  RETURN_DETAILS(Side.NEITHER),
  /// Wants the reasoning back as `thinking` parts of the content.
  RETURN_THINKING_PARTS(Side.BYTES),
  /// Wants the reasoning back as `<think>…</think>` before the words.
  RETURN_THINK_TAGS(Side.BYTES),
  /// Wants Gemini's thought signatures back in `extra_content`, where it sends them.
  RETURN_EXTRA_CONTENT(Side.NEITHER),
  /// Counts reasoning beside `completion_tokens`, not in it.
  REASONING_BESIDE(Side.REPLY),
  /// Sends reasoning in a member other than `reasoning_content`.
  REASONING_FIELD(Side.REPLY),
  /// Content may be an array of parts, thinking among them.
  CONTENT_PARTS(Side.REPLY),
  /// May write `<think>…</think>` into the content.
  THINK_TAGS(Side.REPLY),
  /// Tool calls may lack ids, indexes or arguments, or finish as `stop`.
  LOOSE_CALLS(Side.REPLY),
  /// The name of the provider's tool-call ids comes again in later turns.
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

  /// Whether requests are changed for it, by ranges of bytes where these are enough.
  public boolean splicesRequests() {
    return side == Side.BYTES;
  }

  /// Whether requests must be written anew for it.
  public boolean rewritesRequests() {
    return side == Side.REQUEST;
  }

  /// Whether answers must be written anew for it.
  public boolean rewritesReplies() {
    return side == Side.REPLY;
  }

  /// As it is written in gateway.yaml: `no-done`, say.
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The quirk of that text; `NO_DONE` is understood too.
  public static @Nullable Quirk of(String text) {
    for (var quirk : values()) {
      if (quirk.name().equalsIgnoreCase(text.replace('-', '_'))) return quirk;
    }
    return null;
  }
}
