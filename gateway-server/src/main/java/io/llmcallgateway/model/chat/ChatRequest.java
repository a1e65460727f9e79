package io.llmcallgateway.model.chat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A request to continue a conversation, in no vendor's format.
///
/// @param model the model name in the client's request
/// @param stop sequences at which to stop
/// @param format the output format; null for free text
/// @param reasoning null if the client does not mention reasoning
/// @param choices the number of answers, OpenAI's `n`
/// @param user the end user's id
/// @param cacheKey OpenAI's `prompt_cache_key`
/// @param extras top-level members that only the client's dialect has
/// @param unread members at any depth without a counterpart here
public record ChatRequest(
    String model,
    List<Message> messages,
    List<Tool> tools,
    @Nullable ToolChoice toolChoice,
    @Nullable Boolean parallelToolCalls,
    @Nullable Long maxTokens,
    Sampling sampling,
    List<String> stop,
    @Nullable OutputFormat format,
    @Nullable ReasoningOptions reasoning,
    boolean stream,
    int choices,
    @Nullable String user,
    Map<String, String> metadata,
    @Nullable String serviceTier,
    @Nullable String cacheKey,
    @Nullable String verbosity,
    Extras extras,
    List<UnreadMember> unread) {
  public ChatRequest {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
    stop = List.copyOf(stop);
    unread = List.copyOf(unread);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata)); // keeps the order
  }

  /// Returns a builder that starts with this request.
  public Builder edit() {
    return new Builder(this);
  }

  public static Builder of(String model) {
    return new Builder(model);
  }

  /// Returns the functions among the tools.
  public List<Tool.Function> functions() {
    return tools.stream()
        .filter(Tool.Function.class::isInstance)
        .map(Tool.Function.class::cast)
        .toList();
  }

  /// True if any part is marked for the vendor's prompt cache.
  public boolean marksCache() {
    for (var function : functions()) if (function.cache() != null) return true;
    for (var message : messages) {
      for (var part : message.parts()) if (isMarked(part)) return true;
    }
    return false;
  }

  private static boolean isMarked(Part part) {
    return switch (part) {
      case Part.Text text -> text.cache() != null;
      case Part.Media media -> media.cache() != null;
      case Part.ToolCall call -> call.cache() != null;
      case Part.ToolResult result ->
          result.cache() != null || result.content().stream().anyMatch(ChatRequest::isMarked);
      case Part.Refusal _, Part.Reasoning _, Part.Foreign _ -> false;
    };
  }

  /// A builder of requests. Not thread-safe.
  public static final class Builder {
    private String model;
    public final List<Message> messages = new ArrayList<>();
    public final List<Tool> tools = new ArrayList<>();
    public @Nullable ToolChoice toolChoice;
    public @Nullable Boolean parallelToolCalls;
    public @Nullable Long maxTokens;
    public Sampling sampling = Sampling.DEFAULT;
    public final List<String> stop = new ArrayList<>();
    public @Nullable OutputFormat format;
    public @Nullable ReasoningOptions reasoning;
    public boolean stream;
    public int choices = 1;
    public @Nullable String user;
    public final Map<String, String> metadata = new LinkedHashMap<>();
    public @Nullable String serviceTier;
    public @Nullable String cacheKey;
    public @Nullable String verbosity;
    public final Map<String, JsonNode> extras = new LinkedHashMap<>();
    public List<UnreadMember> unread = List.of();
    private String extrasDialect = "";

    private Builder(String model) {
      this.model = model;
    }

    private Builder(ChatRequest from) {
      model = from.model;
      messages.addAll(from.messages);
      tools.addAll(from.tools);
      toolChoice = from.toolChoice;
      parallelToolCalls = from.parallelToolCalls;
      maxTokens = from.maxTokens;
      sampling = from.sampling;
      stop.addAll(from.stop);
      format = from.format;
      reasoning = from.reasoning;
      stream = from.stream;
      choices = from.choices;
      user = from.user;
      metadata.putAll(from.metadata);
      serviceTier = from.serviceTier;
      cacheKey = from.cacheKey;
      verbosity = from.verbosity;
      extras.putAll(from.extras.fields());
      unread = from.unread;
      extrasDialect = from.extras.dialect();
    }

    public Builder model(String name) {
      model = name;
      return this;
    }

    /// Sets the dialect of `extras`.
    public Builder extrasOf(String dialect) {
      extrasDialect = dialect;
      return this;
    }

    public ChatRequest build() {
      return new ChatRequest(
          model,
          messages,
          tools,
          toolChoice,
          parallelToolCalls,
          maxTokens,
          sampling,
          stop,
          format,
          reasoning,
          stream,
          choices,
          user,
          metadata,
          serviceTier,
          cacheKey,
          verbosity,
          extras.isEmpty() && extrasDialect.isEmpty()
              ? Extras.NONE
              : new Extras(extrasDialect, extras),
          unread);
    }
  }
}
