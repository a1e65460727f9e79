package io.llmcallgateway.dialect.openai;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Finish;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.JsonNodes;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads one choice of an answer: its deltas, or its message as if it were the only delta. One
/// choice, one thread.
final class ChoiceReader {
  private static final String[] REASONING = {"reasoning_content", "reasoning", "thinking"};

  /// Members of a delta or a message that only this dialect knows and that are given back.
  private static final String[] KEPT = {"audio"};

  private final int index;
  private final CallReader calls;
  private final @Nullable ThinkTags tags;
  private @Nullable String finishWord;
  private boolean finished;
  private boolean refused;

  /// Characters of reasoning told without `reasoning_details` since the last signature.
  private int plain;

  /// Where the current piece's events go.
  private Consumer<ChatEvent> out = _ -> {};

  private final ThinkTags.Pieces pieces =
      new ThinkTags.Pieces() {
        @Override
        public void reasoning(String text) {
          out.accept(new ChatEvent.Reasoning(index, text));
        }

        @Override
        public void text(String text) {
          out.accept(new ChatEvent.Text(index, text));
        }
      };

  ChoiceReader(int index, ModelRules rules, CallIds ids) {
    this.index = index;
    this.calls = new CallReader(index, ids);
    this.tags = rules.has(Quirk.THINK_TAGS) ? new ThinkTags() : null;
  }

  /// Whether the vendor has said how it ended.
  boolean hasFinish() {
    return finishWord != null;
  }

  /// @param choice the node with `delta` or `message`, `logprobs` and `finish_reason`
  void read(JsonNode choice, JsonNode delta, Consumer<ChatEvent> sink) {
    if (finished) return;
    out = sink;
    readReasoning(delta);
    readContent(delta.path("content"));
    if (delta.isMissingNode()) text(JsonNodes.text(choice, "text", "")); // Together's older shape
    var refusal = JsonNodes.text(delta, "refusal", "");
    if (!refusal.isEmpty()) {
      refused = true;
      out.accept(new ChatEvent.Refusal(index, refusal));
    }
    if (delta.path("tool_calls").isArray()) readCalls(delta.path("tool_calls"));
    if (delta.path("function_call").isObject()) {
      endTags();
      calls.readLegacy(delta.path("function_call"), out);
    }
    for (var citation : Annotations.read(delta.path("annotations"))) {
      out.accept(new ChatEvent.Cited(index, citation));
    }
    for (var image : Images.read(delta.path("images"))) {
      out.accept(new ChatEvent.Media(index, image));
    }
    for (var name : KEPT) keep(name, delta.path(name));
    var logprobs = choice.path("logprobs");
    if (logprobs.isObject() && !logprobs.isEmpty()) {
      out.accept(new ChatEvent.Logprobs(index, logprobs));
    }
    var signature = JsonNodes.text(delta.path("extra_content").path("google"), "thought_signature");
    if (signature != null && !signature.isEmpty()) {
      out.accept(
          new ChatEvent.Signed(index, new Signature(Signature.GEMINI, false, signature, null)));
    }
    var word = JsonNodes.text(choice, "finish_reason", "");
    if (!word.isEmpty()) finishWord = word;
  }

  private void readCalls(JsonNode toolCalls) {
    if (toolCalls.isEmpty()) return;
    endTags();
    calls.read(toolCalls, out);
  }

  private void keep(String name, JsonNode value) {
    if (!value.isObject() && !value.isArray()) return;
    if (value.isEmpty()) return;
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.set(name, value);
    out.accept(new ChatEvent.Block(index, new Part.Foreign(OpenAiDialect.ID, node)));
  }

  private void readReasoning(JsonNode delta) {
    var details = delta.path("reasoning_details");
    boolean told = false;
    if (details.isArray()) {
      for (var entry : details) {
        told |= !ReasoningDetails.text(entry).isEmpty();
      }
    }
    if (!told) {
      // Some vendors repeat the same piece under two names.
      for (var name : REASONING) {
        var text = JsonNodes.text(delta, name, "");
        if (text.isEmpty()) continue;
        reasoning(text);
        plain += text.length();
        break;
      }
    }
    if (details.isArray()) for (var entry : details) readDetail(entry);
  }

  private void readDetail(JsonNode entry) {
    var text = ReasoningDetails.text(entry);
    var signature = ReasoningDetails.signature(entry);
    // Gateways tell the words piece by piece under another name, then signed and whole.
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
    out.accept(new ChatEvent.Signed(index, signature));
  }

  private void reasoning(String text) {
    if (!text.isEmpty()) out.accept(new ChatEvent.Reasoning(index, text));
  }

  /// A string, or Mistral's array of parts.
  private void readContent(JsonNode content) {
    if (content.isString()) {
      text(content.asString());
    } else if (content.isArray()) {
      for (var part : content) {
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
    if (tags == null) out.accept(new ChatEvent.Text(index, text));
    else tags.take(text, pieces);
  }

  private void endTags() {
    if (tags != null) tags.end(pieces);
  }

  /// Tells how it ended, once.
  void finish(Consumer<ChatEvent> sink) {
    if (finished) return;
    finished = true;
    close(sink);
    out.accept(new ChatEvent.Finished(index, ending()));
  }

  /// Closes what is open in an answer that was cut.
  void close(Consumer<ChatEvent> sink) {
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

  /// A finish that is no finish.
  boolean failed() {
    return "error".equals(finishWord) || "insufficient_system_resource".equals(finishWord);
  }

  boolean overloaded() {
    return "insufficient_system_resource".equals(finishWord);
  }
}
