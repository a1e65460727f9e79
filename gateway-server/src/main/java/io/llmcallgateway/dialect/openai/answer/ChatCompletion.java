package io.llmcallgateway.dialect.openai.answer;

import io.llmcallgateway.dialect.support.OpenAiErrorReader;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.wire.JsonSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A chat completion, a chunk of one, or a completion, as a vendor sent it: the members that any
/// reader wants, each as a range of the bytes. What is missing, or JSON's null, is null.
public final class ChatCompletion {
  /// All of it.
  final JsonSlice document;

  @Nullable JsonSlice id;
  @Nullable JsonSlice model;
  @Nullable JsonSlice created;
  @Nullable JsonSlice fingerprint;
  @Nullable JsonSlice tier;
  @Nullable JsonSlice usage;
  @Nullable JsonSlice groqUsage; // of `x_groq`
  @Nullable JsonSlice searchResults;
  @Nullable JsonSlice citations;
  @Nullable JsonSlice error;

  /// True if a member is there that errors have which stand in a completion's place.
  boolean likeError;

  /// True if `choices` is an array.
  boolean hasChoices;

  /// True if that array has elements, whatever they are.
  boolean hasElements;

  final List<Choice> choices = new ArrayList<>(1);

  /// Members with other names, where they are wanted.
  Map<String, JsonSlice> others = Map.of();

  /// One choice, with its message or a delta of it.
  public static final class Choice {
    @Nullable JsonSlice index;
    @Nullable JsonSlice finishReason;
    @Nullable JsonSlice logprobs;
    @Nullable JsonSlice error;
    @Nullable JsonSlice usage; // Moonshot's

    /// The text of a completion, which some vendors repeat beside a delta.
    @Nullable JsonSlice text;

    @Nullable Message message;

    /// All of it, where it has an error.
    @Nullable JsonSlice document;

    /// Members with other names, where they are wanted.
    Map<String, JsonSlice> others = Map.of();

    /// Returns the choice's number in the answer, or null.
    public @Nullable JsonSlice index() {
      return index;
    }

    public @Nullable Message message() {
      return message;
    }

    /// Returns the text of a completion, or null.
    public @Nullable JsonSlice text() {
      return text;
    }

    /// Returns the word for the finish reason, or an empty string.
    public String finishReason() {
      return ChatCompletion.text(finishReason);
    }

    /// Returns the text: the message's, or a completion's own.
    @Nullable JsonSlice content() {
      return message == null ? text : message.content;
    }
  }

  /// A message, or a delta of one.
  public static final class Message {
    @Nullable JsonSlice content;
    @Nullable JsonSlice refusal;
    @Nullable JsonSlice reasoningContent;
    @Nullable JsonSlice reasoning;
    @Nullable JsonSlice thinking;
    @Nullable JsonSlice reasoningDetails;
    @Nullable ToolCall functionCall;
    @Nullable JsonSlice annotations;
    @Nullable JsonSlice images;
    @Nullable JsonSlice audio;
    @Nullable JsonSlice extraContent;

    /// True if it has a member, not named here, that a client may wait for.
    boolean more;

    List<ToolCall> toolCalls = List.of();

    public @Nullable JsonSlice content() {
      return content;
    }

    public @Nullable JsonSlice refusal() {
      return refusal;
    }

    public List<ToolCall> toolCalls() {
      return toolCalls;
    }

    /// Returns the call in `function_call`, or null.
    public @Nullable ToolCall functionCall() {
      return functionCall;
    }

    /// True if the message has anything besides text and calls that a client may wait for.
    public boolean hasMore() {
      return more
          || reasoningDetails != null
          || annotations != null
          || images != null
          || audio != null
          || extraContent != null;
    }

    /// Returns the reasoning as plain text, or null. Some vendors repeat the same piece under two
    /// names.
    public @Nullable JsonSlice plainReasoning() {
      if (reasoningContent != null && reasoningContent.hasText()) return reasoningContent;
      if (reasoning != null && reasoning.hasText()) return reasoning;
      return thinking != null && thinking.hasText() ? thinking : null;
    }
  }

  /// A tool call, or a piece of one.
  public static final class ToolCall {
    @Nullable JsonSlice index;
    @Nullable JsonSlice id;
    @Nullable JsonSlice name;

    /// A function's arguments, or a custom tool's input.
    @Nullable JsonSlice arguments;

    boolean custom;
    @Nullable JsonSlice extraContent;

    /// Returns a function's arguments, or a custom tool's input, or null.
    public @Nullable JsonSlice arguments() {
      return arguments;
    }
  }

  ChatCompletion(JsonSlice document) {
    this.document = document;
  }

  public @Nullable JsonSlice id() {
    return id;
  }

  public @Nullable JsonSlice model() {
    return model;
  }

  /// The `system_fingerprint`, or null.
  public @Nullable JsonSlice fingerprint() {
    return fingerprint;
  }

  /// The `service_tier`, or null.
  public @Nullable JsonSlice tier() {
    return tier;
  }

  public List<Choice> choices() {
    return choices;
  }

  /// True if `choices` is an array with elements, whatever they are.
  public boolean hasElements() {
    return hasElements;
  }

  /// Returns Perplexity's sources of the whole answer, or null.
  public @Nullable JsonNode searchResults() {
    return searchResults != null && searchResults.isArray() ? searchResults.tree() : null;
  }

  /// Returns the addresses of Perplexity's sources, or null.
  public @Nullable JsonNode citations() {
    return citations != null && citations.isArray() ? citations.tree() : null;
  }

  /// Returns the time of creation in seconds, or 0 if the vendor does not give it.
  public long created() {
    return created == null ? 0 : created.count();
  }

  /// True if the document is an error in place of a completion, or has one beside it.
  public boolean isError() {
    if (hasError()) return true;
    return likeError && !hasElements && OpenAiErrorReader.isError(document.tree());
  }

  /// True if there is an `error` with content.
  boolean hasError() {
    return error != null && (error.isObject() || error.isString());
  }

  /// Returns the failure that an error describes.
  public Failure failure(String provider) {
    return OpenAiErrorReader.inStream(Body.of(document.bytes()), provider);
  }

  /// Returns the string, or an empty string if there is none.
  public static String text(@Nullable JsonSlice value) {
    return value == null ? "" : value.text();
  }
}
