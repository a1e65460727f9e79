package io.llmcallgateway.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A feature of requests that not all targets accept: a member of OpenAI's or a vendor's requests,
/// or a property of messages. Traits are the values of `accepts` and `refuses` in providers.yaml,
/// model-rules.yaml and gateway.yaml; docs/guide/providers.md lists which provider accepts which.
/// The name of a member's trait is the member's name, the names of others have hyphens.
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
  /// The token limit is sent as `max_tokens` if it is refused.
  MAX_COMPLETION_TOKENS(Grade.OWN),

  // Members that most servers know or ignore, and some refuse.
  USER(Grade.USUAL),
  METADATA(Grade.USUAL),
  N(Grade.USUAL),
  /// Includes `top_logprobs`.
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
  /// OpenAI's cache marks on parts of system, user and tool messages.
  PROMPT_CACHE_BREAKPOINT(Grade.OWN),

  // Features that all accept unless they are known to refuse them.
  /// The token limit is sent as `max_completion_tokens` if it is refused.
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
  /// Members that the gateway does not know: vendors' own, which a client sends on purpose.
  OTHER_MEMBERS(Grade.COMMON, true),
  /// Texts in an array of parts instead of a string.
  TEXT_PARTS(Grade.COMMON, true),
  /// Successive messages of the same role.
  REPEATED_ROLES(Grade.COMMON, true),
  /// A user's message directly after tool results.
  USER_AFTER_TOOL(Grade.COMMON, true),

  // Features that few have.
  /// Developer messages, which become system messages if they are refused.
  DEVELOPER_ROLE(Grade.OWN, true),
  /// System messages anywhere; later ones become user messages if they are refused.
  SYSTEM_ANYWHERE(Grade.OWN, true),
  /// Several system messages at the beginning, which are merged if they are refused.
  SEVERAL_SYSTEMS(Grade.OWN, true),
  /// `messages[].name`.
  SPEAKER_NAMES(Grade.USUAL, true),
  /// Metadata of answers that are not stored.
  UNSTORED_METADATA(Grade.OWN, true),
  /// `prefix: true` on a final assistant message that the model must continue.
  PREFIX(Grade.USUAL, true),
  /// `partial: true` on such a message.
  PARTIAL(Grade.USUAL, true),
  /// Parts `document_url`, by web address or data address.
  DOCUMENT_URL(Grade.USUAL, true),
  /// `input_audio` as a string: base64 or a web address.
  PLAIN_AUDIO(Grade.USUAL, true),
  /// Tools of type `custom`, whose input is free text; they become functions if they are refused.
  CUSTOM_TOOLS(Grade.OWN, true),
  /// Tools grouped by `namespace` and the client's own `tool_search`; they become functions if they
  /// are refused.
  NAMESPACE_TOOLS(Grade.OWN, true),
  /// `strict` on a function, in chat completions.
  STRICT_TOOLS(Grade.COMMON, true),
  /// Strict and other functions in one request; if that is refused, none is strict.
  MIXED_STRICT_TOOLS(Grade.COMMON, true),
  /// Prompt-cache marks that the gateway adds if the client's format has none, for models that
  /// cache nothing without them.
  PLACED_CACHE_MARKS(Grade.OWN, true),
  /// Thinking by a budget of tokens in Anthropic's format; `adaptive` is sent if it is refused.
  THINKING_BUDGETS(Grade.COMMON, true),
  /// Thinking as `adaptive` in Anthropic's format; a budget is sent if it is refused.
  ADAPTIVE_THINKING(Grade.COMMON, true),
  /// `output_config.effort` in Anthropic's format.
  EFFORT(Grade.COMMON, true),
  /// A client's `anthropic-beta` flags, and the members that come with them: `context_management`,
  /// `mcp_servers`, `container`, tools' `defer_loading` and others.
  ANTHROPIC_BETAS(Grade.USUAL, true),
  /// Thinking switched off in Anthropic's format.
  THINKING_OFF(Grade.COMMON, true),
  /// Further members of functions in Anthropic's format, such as `defer_loading`.
  TOOL_EXTRAS(Grade.COMMON, true),
  /// Claude Code's system block `x-anthropic-billing-header`, which only Anthropic uses.
  BILLING_HEADER(Grade.OWN, true);

  /// The handling of a trait if nothing is known about a target.
  public enum Grade {
    /// It is sent.
    COMMON,
    /// Translations do not send it; it stays in requests in the target's own dialect.
    USUAL,
    /// It is never sent.
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

  /// Returns the name in configuration files.
  public String text() {
    return text;
  }

  /// True if it is a member of the top level of a request.
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
