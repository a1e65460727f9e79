package io.llmcallgateway.dialect.openai.answer;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.openai.answer.ChatCompletion.Choice;
import io.llmcallgateway.dialect.openai.answer.ChatCompletion.ToolCall;
import io.llmcallgateway.dialect.support.EmptyAnswerCheck;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonSlice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads what logs and metrics need from a plain answer that passes untouched.
public final class AnswerReader {
  private AnswerReader() {}

  /// Returns the answer to a call.
  ///
  /// @throws GatewayException where the body is an error in an answer's place, or says nothing
  public static Answer read(Operation operation, Body body, TargetModel target) {
    var provider = target.provider();
    var completion = ChatCompletionReader.whole(body, false, provider);
    if (completion.hasError()) throw new GatewayException(completion.failure(provider));
    var first = completion.choices.isEmpty() ? null : completion.choices.getFirst();
    var text = first == null ? Body.EMPTY : text(first, body);
    var calls = first == null ? List.<Answer.ToolCall>of() : calls(first, body);
    if (text.size() == 0 && calls.isEmpty() && operation == Operation.CHAT) {
      EmptyAnswerCheck.refuse(
          ChatAnswerReader.read(completion, target, CallIds.asTheyAre()), provider);
    }
    var usage = UsageReader.read(completion, target.rules().has(Quirk.REASONING_BESIDE));
    return new Answer(
        body,
        text,
        calls,
        first == null || first.finishReason == null ? null : first.finishReason.string(),
        usage == null
            ? null
            : usage.served(completion.tier == null ? null : completion.tier.string()));
  }

  private static Body text(Choice choice, Body body) {
    var content = choice.content();
    if (content != null && content.hasText()) return body.slice(content.inside());
    var refusal = choice.message == null ? null : choice.message.refusal;
    if (refusal == null || !refusal.hasText()) return Body.EMPTY;
    return body.slice(refusal.inside());
  }

  private static List<Answer.ToolCall> calls(Choice choice, Body body) {
    var message = choice.message;
    if (message == null) return List.of();
    var calls = new ArrayList<Answer.ToolCall>(message.toolCalls.size());
    for (var call : message.toolCalls) {
      if (call.name != null || call.arguments != null) calls.add(call(call, body));
    }
    if (message.functionCall != null) calls.add(call(message.functionCall, body));
    return calls;
  }

  private static Answer.ToolCall call(ToolCall call, Body body) {
    return new Answer.ToolCall(ChatCompletion.text(call.name), arguments(call.arguments, body));
  }

  /// Returns the arguments of a call, which some vendors send as an object rather than a string.
  private static Body arguments(@Nullable JsonSlice arguments, Body body) {
    if (arguments == null) return Body.EMPTY;
    if (arguments.isString()) return body.slice(arguments.inside());
    if (!arguments.isObject()) return Body.EMPTY;
    var literal = Json.string(Body.of(arguments.bytes()).utf8());
    return Body.of(literal, 1, literal.length - 2);
  }
}
