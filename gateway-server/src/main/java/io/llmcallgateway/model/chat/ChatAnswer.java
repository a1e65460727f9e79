package io.llmcallgateway.model.chat;

import io.llmcallgateway.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A model's complete answer.
///
/// @param id the vendor's id for it; empty if it gives none
/// @param model the model name in the vendor's answer; empty if it gives none
/// @param created epoch seconds; 0 if the vendor does not give them
public record ChatAnswer(
    String id,
    String model,
    long created,
    List<Choice> choices,
    @Nullable Usage usage,
    @Nullable String serviceTier,
    Extras extras) {
  public ChatAnswer {
    choices = List.copyOf(choices);
  }

  public ChatAnswer with(List<Choice> others) {
    return new ChatAnswer(id, model, created, others, usage, serviceTier, extras);
  }

  /// A choice, one of the `n` requested answers.
  ///
  /// @param finish null if the answer was truncated
  /// @param logprobs in OpenAI's shape: the `logprobs` object of a choice
  public record Choice(
      int index,
      List<Part> parts,
      @Nullable Finish finish,
      @Nullable JsonNode logprobs,
      Extras extras) {
    public Choice {
      parts = List.copyOf(parts);
    }

    public Choice with(List<Part> others) {
      return new Choice(index, others, finish, logprobs, extras);
    }

    public Choice with(Finish other) {
      return new Choice(index, parts, other, logprobs, extras);
    }

    /// Returns the concatenated texts.
    public String text() {
      var text = new StringBuilder();
      for (var part : parts) if (part instanceof Part.Text words) text.append(words.text());
      return text.toString();
    }
  }
}
