package io.llmcallgateway.dialect.openai.answer;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.ChatEventSink;
import io.llmcallgateway.dialect.openai.answer.ChatCompletion.Choice;
import io.llmcallgateway.dialect.openai.answer.ChatCompletion.Message;
import io.llmcallgateway.dialect.openai.content.CitationCodec;
import io.llmcallgateway.dialect.openai.content.CommonMembers;
import io.llmcallgateway.dialect.openai.content.ImageCodec;
import io.llmcallgateway.dialect.openai.content.PartReader;
import io.llmcallgateway.dialect.openai.content.ReasoningDetails;
import io.llmcallgateway.dialect.openai.content.ThinkTags;
import io.llmcallgateway.dialect.support.OpenAiErrorReader;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import io.llmcallgateway.wire.JsonSlice;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Reads one choice of an answer: its deltas, or its message as if it were the only delta. One
/// choice, one thread.
public final class ChoiceReader {
  private final int index;
  private final ToolCallReader calls;
  private final @Nullable ThinkTags tags;
  private @Nullable String finishWord;
  private boolean finished;
  private boolean refused;

  /// Characters of reasoning without `reasoning_details` since the last signature.
  private int plain;

  /// Where the current piece's events go.
  private ChatEventSink out = _ -> {};

  private final ThinkTags.Pieces pieces =
      new ThinkTags.Pieces() {
        @Override
        public void reasoning(String text) {
          out.take(new ChatEvent.Reasoning(index, text));
        }

        @Override
        public void text(String text) {
          out.take(new ChatEvent.Text(index, text));
        }
      };

  public ChoiceReader(int index, ModelRules rules, CallIds ids) {
    this.index = index;
    this.calls = new ToolCallReader(index, ids);
    this.tags = rules.has(Quirk.THINK_TAGS) ? new ThinkTags() : null;
  }

  /// True if the vendor has sent a finish reason.
  public boolean hasFinish() {
    return finishWord != null;
  }

  public void read(Choice choice, ChatEventSink sink) {
    if (finished) return;
    out = sink;
    if (choice.message != null) readMessage(choice.message);
    else text(ChatCompletion.text(choice.text)); // Together's older shape
    if (choice.logprobs != null && choice.logprobs.isObject()) {
      var logprobs = choice.logprobs.tree();
      if (!logprobs.isEmpty()) out.take(new ChatEvent.Logprobs(index, logprobs));
    }
    if (choice.message != null) readSignature(choice.message.extraContent);
    var word = ChatCompletion.text(choice.finishReason);
    if (!word.isEmpty()) finishWord = word;
  }

  private void readMessage(Message message) {
    readReasoning(message);
    readContent(message.content);
    var refusal = ChatCompletion.text(message.refusal);
    if (!refusal.isEmpty()) {
      refused = true;
      out.take(new ChatEvent.Refusal(index, refusal));
    }
    if (!message.toolCalls.isEmpty()) {
      endTags();
      calls.read(message.toolCalls, out);
    }
    if (message.functionCall != null) {
      endTags();
      calls.readLegacy(message.functionCall, out);
    }
    if (message.annotations != null) {
      for (var citation : CitationCodec.read(message.annotations.tree())) {
        out.take(new ChatEvent.Cited(index, citation));
      }
    }
    if (message.images != null) {
      for (var image : ImageCodec.read(message.images.tree())) {
        out.take(new ChatEvent.Media(index, image));
      }
    }
    if (message.audio != null) readAudio(message.audio);
  }

  private void readSignature(@Nullable JsonSlice extraContent) {
    var signature = ToolCallReader.signature(extraContent);
    if (signature == null) return;
    out.take(new ChatEvent.Signed(index, new Signature(Signature.GEMINI, false, signature, null)));
  }

  /// Passes audio on as it is, since only this format has it.
  private void readAudio(JsonSlice audio) {
    var value = audio.tree();
    if (!value.isContainer() || value.isEmpty()) return;
    var node = Json.MAPPER.createObjectNode();
    node.set("audio", value);
    out.take(new ChatEvent.Block(index, new Part.Foreign(CommonMembers.DIALECT, node)));
  }

  private void readReasoning(Message message) {
    var details = message.reasoningDetails;
    if (details == null || !details.isArray()) {
      readPlainReasoning(message);
      return;
    }
    var entries = details.tree();
    boolean told = false;
    for (var entry : entries) told |= !ReasoningDetails.text(entry).isEmpty();
    if (!told) readPlainReasoning(message);
    for (var entry : entries) readDetail(entry);
  }

  private void readPlainReasoning(Message message) {
    var text = ChatCompletion.text(message.plainReasoning());
    reasoning(text);
    plain += text.length();
  }

  private void readDetail(JsonNode entry) {
    var text = ReasoningDetails.text(entry);
    var signature = ReasoningDetails.signature(entry);
    // Gateways send the text in pieces under another name, then whole and signed.
    boolean repeated = plain > 0 && text.length() == plain;
    if (repeated) plain = 0;
    else reasoning(text);
    if (signature == null) return;
    plain = 0;
    var id = signature.id();
    if (signature.family().equals(Signature.GEMINI) && id != null && !id.isEmpty()) {
      // OpenRouter: the signature of the tool call of that id.
      var own = new Signature(signature.family(), false, signature.data(), null);
      if (calls.sign(id, own)) return;
      signature = own;
    }
    out.take(new ChatEvent.Signed(index, signature));
  }

  private void reasoning(String text) {
    if (!text.isEmpty()) out.take(new ChatEvent.Reasoning(index, text));
  }

  /// Reads content, which is a string or Mistral's array of parts.
  private void readContent(@Nullable JsonSlice content) {
    if (content == null) return;
    if (content.isString()) {
      text(content.text());
    } else if (content.isArray()) {
      for (var part : content.tree()) {
        switch (JsonNodes.text(part, "type", "")) {
          case "text", "output_text" -> text(JsonNodes.text(part, "text", ""));
          case "thinking" -> reasoning(PartReader.thinking(part));
          default -> {} // Mistral's references to its own tools' results
        }
      }
    }
  }

  private void text(String text) {
    if (text.isEmpty()) return;
    if (tags == null) out.take(new ChatEvent.Text(index, text));
    else tags.take(text, pieces);
  }

  private void endTags() {
    if (tags != null) tags.end(pieces);
  }

  /// Emits the finish, once.
  public void finish(ChatEventSink sink) {
    if (finished) return;
    finished = true;
    close(sink);
    out.take(new ChatEvent.Finished(index, ending()));
  }

  /// Closes what is open in an answer that was cut.
  public void close(ChatEventSink sink) {
    out = sink;
    endTags();
    calls.endAll(out);
  }

  private Finish ending() {
    var reason = finishWord == null ? FinishReason.STOP : FinishWords.reason(finishWord);
    boolean called = calls.any();
    if (called && reason == FinishReason.STOP) reason = FinishReason.TOOL_CALLS;
    if (refused && reason == FinishReason.STOP) reason = FinishReason.REFUSAL;
    return new Finish(reason, finishWord, null);
  }

  /// Returns the failure of a choice that has an error beside its message, or a finish that is an
  /// error; null for others.
  public @Nullable Failure failure(Choice choice, String provider) {
    if (choice.document != null) {
      return OpenAiErrorReader.inStream(Body.of(choice.document.bytes()), provider);
    }
    boolean overloaded = "insufficient_system_resource".equals(finishWord);
    boolean failed = overloaded || "error".equals(finishWord);
    return failed ? OpenAiErrorReader.failedFinish(overloaded, provider) : null;
  }
}
