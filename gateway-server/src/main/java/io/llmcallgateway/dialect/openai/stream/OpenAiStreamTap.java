package io.llmcallgateway.dialect.openai.stream;

import io.llmcallgateway.dialect.StreamTap;
import io.llmcallgateway.dialect.Tapped;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.openai.answer.ChatCompletion.Choice;
import io.llmcallgateway.dialect.openai.answer.ChatCompletion.Message;
import io.llmcallgateway.dialect.openai.answer.ChatCompletion.ToolCall;
import io.llmcallgateway.dialect.openai.answer.ChatCompletionReader;
import io.llmcallgateway.dialect.openai.answer.FinishWords;
import io.llmcallgateway.dialect.openai.answer.UsageReader;
import io.llmcallgateway.dialect.support.EmptyAnswerCheck;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.wire.Frames;
import io.llmcallgateway.wire.JsonSlice;
import org.jspecify.annotations.Nullable;

/// Reads chat completion and completion chunks as they pass untouched. Texts are gathered as they
/// came, with their escapes, so that no chunk is decoded.
public final class OpenAiStreamTap implements StreamTap {
  private final TargetModel target;
  private final StreamAnswer gathered = new StreamAnswer();

  /// True if the chunk has something that a client waits for.
  private boolean content;

  public OpenAiStreamTap(TargetModel target) {
    this.target = target;
  }

  @Override
  public Tapped see(Frames frames) {
    var data = frames.data();
    int start = frames.dataStart();
    int end = frames.dataEnd();
    if (isDone(data, start, end)) {
      if (gathered.hasChoices()) return Tapped.Kind.DONE;
      return failed(EmptyAnswerCheck.noChoices(target.provider()).failure());
    }
    var chunk = ChatCompletionReader.chunk(data, start, end);
    if (chunk == null) return Tapped.Kind.UNREADABLE; // clients' libraries end the stream there
    boolean isError = chunk.isError() || "error".equals(frames.name());
    if (isError) return failed(chunk.failure(target.provider()));
    gathered.take(chunk);
    content = false;
    Finish ending = null;
    for (var choice : chunk.choices()) {
      var finish = take(choice);
      if (finish != null) ending = finish;
    }
    var usage = UsageReader.read(chunk, target.rules().has(Quirk.REASONING_BESIDE));
    if (usage != null) gathered.usage(usage);
    if (ending != null) return failed(EmptyAnswerCheck.failed(ending, target.provider()).failure());
    if (content) return Tapped.Kind.CONTENT;
    return usage != null && !chunk.hasElements() ? Tapped.Kind.USAGE : Tapped.Kind.EMPTY;
  }

  private static Tapped failed(Failure failure) {
    return new Tapped.ProviderError(failure);
  }

  /// Gathers a choice; returns how it ended where no answer may end so.
  private @Nullable Finish take(Choice piece) {
    var index = piece.index();
    var choice = gathered.choice(index == null ? 0 : index.number(0));
    var message = piece.message();
    if (message != null) take(message, choice);
    else take(piece.text(), choice.text);
    var word = piece.finishReason();
    if (word.isEmpty()) return null;
    content = true;
    choice.finishReason = word;
    if (!choice.isEmpty()) return null;
    var finish = new Finish(FinishWords.reason(word), word, null);
    return EmptyAnswerCheck.mayBeEmpty(finish) ? null : finish;
  }

  private void take(Message message, StreamAnswer.Choice choice) {
    take(message.content(), choice.text);
    take(message.refusal(), choice.refusal);
    take(message.plainReasoning(), choice.reasoning);
    for (var piece : message.toolCalls()) {
      take(choice.toolCalls(), choice.toolCalls().find(piece), piece);
    }
    var function = message.functionCall();
    if (function != null) {
      var calls = choice.toolCalls();
      take(calls, calls.findLegacy(function), function);
    }
    content |= message.hasMore();
  }

  private void take(StreamAnswer.ToolCalls calls, StreamAnswer.ToolCall call, ToolCall piece) {
    content = true;
    var arguments = piece.arguments();
    if (arguments != null && calls.takes(call, arguments)) call.arguments.append(arguments);
  }

  private void take(@Nullable JsonSlice text, EscapedText into) {
    if (text == null) return;
    if (text.hasText()) into.append(text);
    content |= text.hasText() || !text.isString();
  }

  static boolean isDone(byte[] data, int start, int end) {
    while (end > start && data[end - 1] <= ' ') end--;
    return end - start == 6
        && data[start] == '['
        && data[start + 1] == 'D'
        && data[start + 2] == 'O'
        && data[start + 3] == 'N'
        && data[start + 4] == 'E'
        && data[start + 5] == ']';
  }

  @Override
  public boolean finished() {
    return gathered.finished();
  }

  @Override
  public Answer answer() {
    return gathered.answer();
  }
}
