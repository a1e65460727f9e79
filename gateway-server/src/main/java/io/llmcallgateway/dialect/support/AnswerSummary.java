package io.llmcallgateway.dialect.support;

import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;

/// Makes the summary of an answer for logs and metrics.
public final class AnswerSummary {
  private AnswerSummary() {}

  /// The first choice for the logs, `body` being the answer as a document.
  public static Answer of(ChatAnswer answer, Body body) {
    if (answer.choices().isEmpty()) {
      return new Answer(body, Body.EMPTY, List.of(), null, answer.usage());
    }
    var first = answer.choices().getFirst();
    var text = new StringBuilder();
    var refusal = new StringBuilder();
    var calls = new ArrayList<Answer.ToolCall>();
    for (var part : first.parts()) {
      switch (part) {
        case Part.Text words -> text.append(words.text());
        case Part.Refusal words -> refusal.append(words.text());
        case Part.ToolCall call ->
            calls.add(new Answer.ToolCall(call.name(), escaped(call.arguments())));
        case Part.Media _, Part.Reasoning _, Part.ToolResult _, Part.Foreign _ -> {}
      }
    }
    var finish = first.finish();
    return new Answer(
        body,
        escaped(text.isEmpty() ? refusal.toString() : text.toString()),
        calls,
        finish == null ? null : finish.reason().text(),
        answer.usage());
  }

  /// True if each choice has its finish reason.
  static boolean complete(ChatAnswer answer) {
    if (answer.choices().isEmpty()) return false;
    for (var choice : answer.choices()) if (choice.finish() == null) return false;
    return true;
  }

  private static Body escaped(String text) {
    if (text.isEmpty()) return Body.EMPTY;
    var literal = Json.string(text);
    return Body.of(literal, 1, literal.length - 2);
  }

  /// True if an answer wants tools called.
  public static boolean calls(ChatAnswer.Choice choice) {
    var finish = choice.finish();
    return finish != null && finish.reason() == FinishReason.TOOL_CALLS;
  }
}
