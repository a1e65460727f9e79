package io.llmcallgateway.model.chat;

import io.llmcallgateway.model.Usage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One step of a streamed answer. A choice's parts follow one another in order; a part ends where
/// one of another kind begins. Only tool calls may interleave, told apart by `call`, which counts
/// them from 0 in each choice.
public sealed interface ChatEvent {

  /// The first event, exactly once. Empty where the vendor tells nothing, 0 for `created`.
  record Started(String id, String model, long created, Extras extras) implements ChatEvent {}

  record Text(int choice, String text) implements ChatEvent {}

  record Refusal(int choice, String text) implements ChatEvent {}

  /// A piece of reasoning text.
  record Reasoning(int choice, String text) implements ChatEvent {}

  /// Ends the open reasoning part with its signature; with none open it is a part of its own.
  record Signed(int choice, Signature signature) implements ChatEvent {}

  /// A call's id and name are known. Its arguments follow.
  record CallStarted(int choice, int call, String id, String name, @Nullable Signature signature)
      implements ChatEvent {}

  /// A piece of the arguments' JSON text.
  record CallArguments(int choice, int call, String fragment) implements ChatEvent {}

  /// The arguments are complete; without any piece they are `{}`.
  record CallEnded(int choice, int call) implements ChatEvent {}

  record Cited(int choice, Citation citation) implements ChatEvent {}

  /// Log probabilities of the tokens of the last text, in OpenAI's shape.
  record Logprobs(int choice, JsonNode logprobs) implements ChatEvent {}

  /// A whole picture, sound or the like that the model made.
  record Media(int choice, Part.Media media) implements ChatEvent {}

  /// A whole block that only one dialect knows.
  record Block(int choice, Part.Foreign block) implements ChatEvent {}

  /// A choice is complete; at most once for each.
  record Finished(int choice, Finish finish) implements ChatEvent {}

  /// Usage so far; the last one holds.
  record Used(Usage usage) implements ChatEvent {}

  /// Whether a client has been given something that it cannot be asked to forget.
  default boolean isContent() {
    return switch (this) {
      case Started _, Used _ -> false;
      case Text text -> !text.text().isEmpty();
      case Reasoning reasoning -> !reasoning.text().isEmpty();
      case Refusal _,
          Signed _,
          CallStarted _,
          CallArguments _,
          CallEnded _,
          Cited _,
          Logprobs _,
          Media _,
          Block _,
          Finished _ ->
          true;
    };
  }
}
