package io.llmcallgateway.model.chat;

import io.llmcallgateway.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A model's whole answer.
///
/// @param id the vendor's id of it, empty where it gives none
/// @param model the name the vendor answers under, empty where it gives none
/// @param created epoch seconds, 0 where the vendor does not tell
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

  /// One of the answers asked for.
  ///
  /// @param finish null where the answer was cut
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

    /// The texts, put together.
    public String text() {
      var text = new StringBuilder();
      for (var part : parts) if (part instanceof Part.Text words) text.append(words.text());
      return text.toString();
    }
  }
}
