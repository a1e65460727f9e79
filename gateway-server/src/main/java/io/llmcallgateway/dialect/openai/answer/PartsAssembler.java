package io.llmcallgateway.dialect.openai.answer;

import io.llmcallgateway.dialect.ChatEventSink;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Citation;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Assembles the parts of one choice of a plain answer from the events of its one reading.
final class PartsAssembler implements ChatEventSink {
  private final List<Part> parts = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder refusal = new StringBuilder();
  private final StringBuilder reasoning = new StringBuilder();
  private final StringBuilder arguments = new StringBuilder();
  private final List<Citation> citations = new ArrayList<>(0);
  private ChatEvent.@Nullable CallStarted call;
  private @Nullable JsonNode logprobs;
  private @Nullable Finish finish;

  @Override
  public void take(ChatEvent event) {
    switch (event) {
      case ChatEvent.Text piece -> {
        flush(text);
        text.append(piece.text());
      }
      case ChatEvent.Refusal piece -> {
        flush(refusal);
        refusal.append(piece.text());
      }
      case ChatEvent.Reasoning piece -> {
        flush(reasoning);
        reasoning.append(piece.text());
      }
      case ChatEvent.Signed signed -> {
        flush(reasoning);
        addReasoning(signed.signature());
      }
      case ChatEvent.CallStarted started -> {
        flush(arguments);
        flushCall();
        call = started;
      }
      case ChatEvent.CallArguments piece -> arguments.append(piece.fragment());
      case ChatEvent.Cited cited -> citations.add(cited.citation());
      case ChatEvent.Logprobs some -> logprobs = some.logprobs();
      case ChatEvent.Media media -> {
        flush(null);
        parts.add(media.media());
      }
      case ChatEvent.Block block -> {
        flush(null);
        parts.add(block.block());
      }
      case ChatEvent.Finished finished -> finish = finished.finish();
      case ChatEvent.Started _, ChatEvent.CallEnded _, ChatEvent.Used _ -> {}
    }
  }

  private void addReasoning(@Nullable Signature signature) {
    parts.add(new Part.Reasoning(reasoning.toString(), signature));
    reasoning.setLength(0);
  }

  /// Ends the parts other than `open`.
  private void flush(@Nullable StringBuilder open) {
    if (open != reasoning && !reasoning.isEmpty()) addReasoning(null);
    if (open != text && !text.isEmpty()) {
      parts.add(new Part.Text(text.toString(), null, List.of(), Extras.NONE));
      text.setLength(0);
    }
    if (open != refusal && !refusal.isEmpty()) {
      parts.add(new Part.Refusal(refusal.toString()));
      refusal.setLength(0);
    }
    if (open != arguments) flushCall();
  }

  private void flushCall() {
    var started = call;
    if (started == null) return;
    var written = arguments.toString();
    arguments.setLength(0);
    call = null;
    parts.add(
        new Part.ToolCall(
            started.id(),
            started.name(),
            written.isBlank() ? "{}" : written,
            started.signature(),
            null,
            Extras.NONE));
  }

  ChatAnswer.Choice choice(int index, Extras extras) {
    flush(null);
    if (!citations.isEmpty()) cite();
    return new ChatAnswer.Choice(index, parts, finish, logprobs, extras);
  }

  /// Citations belong to the last text.
  private void cite() {
    for (int i = parts.size() - 1; i >= 0; i--) {
      if (parts.get(i) instanceof Part.Text words) {
        parts.set(i, new Part.Text(words.text(), null, citations, words.extras()));
        return;
      }
    }
  }
}
