package io.llmcallgateway.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a provider does differently from its dialect: a closed set, each handled in one place.
/// REQUEST quirks have requests written anew, REPLY quirks have answers read and written anew; the
/// others leave the bytes alone.
public enum Quirk {
  /// Rejects `stream_options`; sends stream usage unasked, or never.
  NO_STREAM_OPTIONS(Side.NEITHER),
  /// Ends a stream without `[DONE]`; the end of the body is the end of the answer.
  NO_DONE(Side.NEITHER),
  /// Has no `GET /models`.
  NO_MODEL_LIST(Side.NEITHER),
  /// Knows `max_tokens` only, not `max_completion_tokens`.
  MAX_TOKENS(Side.REQUEST),
  /// Knows no role `developer`: system it is.
  NO_DEVELOPER(Side.REQUEST),
  /// Takes one system message, the first.
  ONE_SYSTEM(Side.REQUEST),
  /// Wants text-only content as a string, not as parts.
  PLAIN_CONTENT(Side.REQUEST),
  /// Takes text only: no images, files or sound.
  TEXT_ONLY(Side.REQUEST),
  /// Wants turns of user and assistant to alternate.
  ALTERNATION(Side.REQUEST),
  /// Rejects members it does not know: only the common ones are sent.
  STRICT_BODY(Side.REQUEST),
  /// Writes `tool_choice: "any"` for required.
  CHOICE_ANY(Side.REQUEST),
  /// Has no `tool_choice`: tools are left out for none, only the named one is sent.
  NO_TOOL_CHOICE(Side.REQUEST),
  /// Rejects tools.
  NO_TOOLS(Side.REQUEST),
  /// Rejects `n` other than 1.
  ONE_CHOICE(Side.REQUEST),
  /// Rejects `logprobs` and `logit_bias`.
  NO_LOGPROBS(Side.REQUEST),
  /// Calls `seed` `random_seed`.
  RANDOM_SEED(Side.REQUEST),
  /// Tool call ids are nine letters and digits.
  NINE_CHARACTER_IDS(Side.REQUEST),
  /// Wants tool results alone in their turn (Llama and Mistral on Bedrock).
  RESULTS_ALONE(Side.REQUEST),
  /// Names no message's speaker.
  NO_NAMES(Side.REQUEST),
  /// Wants the reasoning of turns with tool calls back as `reasoning_content`.
  RETURN_REASONING(Side.REQUEST),
  /// Wants the reasoning back as `reasoning_details`, as it sends it.
  RETURN_DETAILS(Side.NEITHER),
  /// Wants the reasoning back as `thinking` parts of the content.
  RETURN_THINKING_PARTS(Side.REQUEST),
  /// Wants Gemini's thought signatures back in `extra_content`, where it sends them.
  RETURN_EXTRA_CONTENT(Side.NEITHER),
  /// Takes `cache_control` on parts and tools.
  CACHE_MARKS(Side.NEITHER),
  /// Takes `top_k`.
  TOP_K(Side.NEITHER),
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
    REQUEST,
    REPLY
  }

  private final Side side;

  Quirk(Side side) {
    this.side = side;
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
