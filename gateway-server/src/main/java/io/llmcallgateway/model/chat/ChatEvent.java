package io.llmcallgateway.model.chat;

import io.llmcallgateway.model.Usage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An event of a streamed answer. A choice's parts follow one another in order; a part ends where
/// one of another kind begins. Only tool calls may interleave; `call` tells them apart and counts
/// from 0 in each choice.
public sealed interface ChatEvent {

  /// The first event, exactly once. Texts are empty and `created` is 0 if the vendor does not give
  /// them.
  record Started(String id, String model, long created, Extras extras) implements ChatEvent {}

  record Text(int choice, String text) implements ChatEvent {}

  record Refusal(int choice, String text) implements ChatEvent {}

  /// A fragment of reasoning text.
  record Reasoning(int choice, String text) implements ChatEvent {}

  /// The signature that ends the open reasoning part; without an open one it is a part of its own.
  record Signed(int choice, Signature signature) implements ChatEvent {}

  /// The begin of a tool call, with its id and name. Its arguments follow.
  record CallStarted(int choice, int call, String id, String name, @Nullable Signature signature)
      implements ChatEvent {}

  /// A fragment of the arguments' JSON text.
  record CallArguments(int choice, int call, String fragment) implements ChatEvent {}

  /// The end of a call's arguments; without fragments they are `{}`.
  record CallEnded(int choice, int call) implements ChatEvent {}

  record Cited(int choice, Citation citation) implements ChatEvent {}

  /// Log probabilities of the tokens of the latest text, in OpenAI's shape.
  record Logprobs(int choice, JsonNode logprobs) implements ChatEvent {}

  /// A complete image, audio or other media that the model generated.
  record Media(int choice, Part.Media media) implements ChatEvent {}

  /// A complete block that only one dialect has.
  record Block(int choice, Part.Foreign block) implements ChatEvent {}

  /// The end of a choice; at most once for each.
  record Finished(int choice, Finish finish) implements ChatEvent {}

  /// The usage so far; the last event is final.
  record Used(Usage usage) implements ChatEvent {}

  /// True for content, which cannot be taken back once a client has it.
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
