package io.llmcallgateway.relay.translation;

import io.llmcallgateway.dialect.ChatEventSink;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Part;

/// A whole answer as the events of a stream.
public final class AnswerEvents {
  private AnswerEvents() {}

  public static void tell(ChatAnswer answer, ChatEventSink out) {
    out.take(new ChatEvent.Started(answer.id(), answer.model(), answer.created(), answer.extras()));
    for (var choice : answer.choices()) {
      int calls = 0;
      for (var part : choice.parts()) {
        if (part instanceof Part.ToolCall call) call(choice.index(), calls++, call, out);
        else part(choice.index(), part, out);
      }
      if (choice.logprobs() != null) {
        out.take(new ChatEvent.Logprobs(choice.index(), choice.logprobs()));
      }
    }
    for (var choice : answer.choices()) {
      if (choice.finish() != null) {
        out.take(new ChatEvent.Finished(choice.index(), choice.finish()));
      }
    }
    if (answer.usage() != null) out.take(new ChatEvent.Used(answer.usage()));
  }

  private static void call(int choice, int number, Part.ToolCall call, ChatEventSink out) {
    out.take(new ChatEvent.CallStarted(choice, number, call.id(), call.name(), call.signature()));
    out.take(new ChatEvent.CallArguments(choice, number, call.arguments()));
    out.take(new ChatEvent.CallEnded(choice, number));
  }

  private static void part(int choice, Part part, ChatEventSink out) {
    switch (part) {
      case Part.Text text -> {
        out.take(new ChatEvent.Text(choice, text.text()));
        for (var citation : text.citations()) out.take(new ChatEvent.Cited(choice, citation));
      }
      case Part.Refusal refusal -> out.take(new ChatEvent.Refusal(choice, refusal.text()));
      case Part.Reasoning reasoning -> {
        if (!reasoning.text().isEmpty()) {
          out.take(new ChatEvent.Reasoning(choice, reasoning.text()));
        }
        if (reasoning.signature() != null) {
          out.take(new ChatEvent.Signed(choice, reasoning.signature()));
        }
      }
      case Part.Foreign block -> out.take(new ChatEvent.Block(choice, block));
      case Part.ToolCall _, Part.Media _, Part.ToolResult _ -> {} // calls are told elsewhere
    }
  }
}
