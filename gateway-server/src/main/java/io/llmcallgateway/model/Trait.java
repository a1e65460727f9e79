package io.llmcallgateway.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Something that a target may take in a request: a member of OpenAI's or of a vendor's requests
/// that not all take, or an ability of messages. The closed vocabulary of `accepts` and `refuses`
/// in providers.yaml, model-rules.yaml and gateway.yaml; docs/guide/providers.md tells who takes
/// what. A member's word is its name on the wire, an ability's has hyphens.
public enum Trait {
  // Members of OpenAI's own platform.
  PROMPT_CACHE_KEY(Grade.OWN),
  PROMPT_CACHE_RETENTION(Grade.OWN),
  PROMPT_CACHE_OPTIONS(Grade.OWN),
  SAFETY_IDENTIFIER(Grade.OWN),
  VERBOSITY(Grade.OWN),
  STORE(Grade.OWN),
  SERVICE_TIER(Grade.OWN),
  PREDICTION(Grade.OWN),
  MODALITIES(Grade.OWN),
  AUDIO(Grade.OWN),
  WEB_SEARCH_OPTIONS(Grade.OWN),
  MODERATION(Grade.OWN),
  /// Without it the limit is written as `max_tokens`.
  MAX_COMPLETION_TOKENS(Grade.OWN),

  // Members that most servers know or let pass, and some refuse.
  USER(Grade.USUAL),
  METADATA(Grade.USUAL),
  N(Grade.USUAL),
  /// `top_logprobs` goes with it.
  LOGPROBS(Grade.USUAL),
  LOGIT_BIAS(Grade.USUAL),
  PARALLEL_TOOL_CALLS(Grade.USUAL),
  TOP_K(Grade.USUAL),
  SAFE_PROMPT(Grade.USUAL),
  RANDOM_SEED(Grade.USUAL),
  PROMPT_MODE(Grade.USUAL),
  DOCUMENT_IMAGE_LIMIT(Grade.USUAL),
  DOCUMENT_PAGE_LIMIT(Grade.USUAL),
  /// On parts, messages and tools.
  CACHE_CONTROL(Grade.USUAL),
  /// On parts of system, user and tool messages: OpenAI's cache marks.
  PROMPT_CACHE_BREAKPOINT(Grade.OWN),

  // What all take but for those that say no.
  /// Where it is refused the limit has OpenAI's newer name.
  MAX_TOKENS(Grade.COMMON),
  TEMPERATURE(Grade.COMMON),
  TOP_P(Grade.COMMON),
  STOP(Grade.COMMON),
  SEED(Grade.COMMON),
  FREQUENCY_PENALTY(Grade.COMMON),
  PRESENCE_PENALTY(Grade.COMMON),
  RESPONSE_FORMAT(Grade.COMMON),
  TOOLS(Grade.COMMON),
  TOOL_CHOICE(Grade.COMMON),
  STREAM_OPTIONS(Grade.COMMON),
  /// Members that no list knows: vendors' own, which a client sends knowingly.
  OTHER_MEMBERS(Grade.COMMON, true),
  /// Text in an array of parts rather than as a string.
  TEXT_PARTS(Grade.COMMON, true),
  /// Neighbouring messages of one role.
  REPEATED_ROLES(Grade.COMMON, true),
  /// A user's message directly after tool results.
  USER_AFTER_TOOL(Grade.COMMON, true),

  // Abilities that few have.
  /// Without it a developer's messages are the system's.
  DEVELOPER_ROLE(Grade.OWN, true),
  /// System messages at any place; without it later ones are told as the user's words.
  SYSTEM_ANYWHERE(Grade.OWN, true),
  /// More than one system message at the beginning; without it they are one.
  SEVERAL_SYSTEMS(Grade.OWN, true),
  /// `messages[].name`, a speaker's name.
  SPEAKER_NAMES(Grade.USUAL, true),
  /// Metadata of answers that are not stored.
  UNSTORED_METADATA(Grade.OWN, true),
  /// `prefix: true` on an assistant's message that is to be gone on with.
  PREFIX(Grade.USUAL, true),
  /// `partial: true` there.
  PARTIAL(Grade.USUAL, true),
  /// Parts `document_url`, by web address or data address.
  DOCUMENT_URL(Grade.USUAL, true),
  /// `input_audio` as a string: base64 or a web address.
  PLAIN_AUDIO(Grade.USUAL, true),
  /// Tools of type `custom`, whose input is free text; without it they are functions.
  CUSTOM_TOOLS(Grade.OWN, true),
  /// Tools grouped by `namespace` and the client's own `tool_search`; without it they are
  /// functions.
  NAMESPACE_TOOLS(Grade.OWN, true),
  /// `strict` on a function, in chat completions.
  STRICT_TOOLS(Grade.COMMON, true),
  /// Functions there of which some are strict and some are not; without it none is.
  MIXED_STRICT_TOOLS(Grade.COMMON, true),
  /// Prompt-cache marks that the gateway places where the client's format has none: the model
  /// caches nothing without them.
  PLACED_CACHE_MARKS(Grade.OWN, true),
  /// Thinking asked for by a budget of tokens, in Anthropic's format; without it as `adaptive`.
  THINKING_BUDGETS(Grade.COMMON, true),
  /// Thinking asked for as `adaptive`, there; without it by a budget.
  ADAPTIVE_THINKING(Grade.COMMON, true),
  /// `output_config.effort`, there.
  EFFORT(Grade.COMMON, true),
  /// A client's `anthropic-beta` flags, and the members that come with them: `context_management`,
  /// `mcp_servers`, `container`, tools' `defer_loading` and others.
  ANTHROPIC_BETAS(Grade.USUAL, true),
  /// Thinking switched off, there.
  THINKING_OFF(Grade.COMMON, true),
  /// Members of tools beside those of a function, in Anthropic's format: `defer_loading`, say.
  TOOL_EXTRAS(Grade.COMMON, true),
  /// Claude Code's system block `x-anthropic-billing-header`, which is for Anthropic's bill.
  BILLING_HEADER(Grade.OWN, true);

  /// Names what becomes of it where nothing is known of a target.
  public enum Grade {
    /// It is sent.
    COMMON,
    /// It is not sent by translation; what a client of the target's own format sends stays.
    USUAL,
    /// It is not sent, from whichever client.
    OWN
  }

  private final Grade grade;
  private final String text;

  Trait(Grade grade) {
    this(grade, false);
  }

  Trait(Grade grade, boolean ability) {
    this.grade = grade;
    var lower = name().toLowerCase(Locale.ROOT);
    this.text = ability ? lower.replace('_', '-') : lower;
  }

  public Grade grade() {
    return grade;
  }

  /// As it is written: a member's name, or an ability's word.
  public String text() {
    return text;
  }

  /// Whether it is a member of the request's top level.
  public boolean isMember() {
    return text.equals(name().toLowerCase(Locale.ROOT))
        && this != CACHE_CONTROL
        && this != PROMPT_CACHE_BREAKPOINT;
  }

  public static @Nullable Trait of(String text) {
    for (var trait : values()) if (trait.text.equals(text)) return trait;
    return null;
  }
}
