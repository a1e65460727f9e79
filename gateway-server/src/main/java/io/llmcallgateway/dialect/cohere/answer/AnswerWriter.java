package io.llmcallgateway.dialect.cohere.answer;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.FinishReason;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a plain answer. There is one choice.
public final class AnswerWriter {
  private AnswerWriter() {}

  public static ObjectNode write(ChatAnswer answer, AnswerContext asked) {
    var root = Json.MAPPER.createObjectNode();
    root.put("id", answer.id().isEmpty() ? asked.id().text() : answer.id());
    var message = root.putObject("message").put("role", "assistant");
    var finish = FinishReason.STOP;
    if (!answer.choices().isEmpty()) {
      var choice = answer.choices().getFirst();
      writeParts(choice, message);
      if (choice.finish() != null) finish = choice.finish().reason();
    }
    root.put("finish_reason", FinishWords.word(finish));
    if (answer.usage() != null) root.set("usage", UsageCodec.write(answer.usage()));
    return root;
  }

  private static void writeParts(ChatAnswer.Choice choice, ObjectNode message) {
    var content = Json.MAPPER.createArrayNode();
    var calls = Json.MAPPER.createArrayNode();
    var citations = Json.MAPPER.createArrayNode();
    var since = new ArrayList<Part.Reasoning>();
    var said = new StringBuilder();
    for (var part : choice.parts()) {
      switch (part) {
        case Part.Text text -> {
          said.append(text.text());
          text(text.text(), content);
          for (var citation : text.citations()) {
            if (!CitationCodec.repeats(citation))
              citations.add(CitationCodec.write(citation, said));
          }
        }
        case Part.Refusal refusal -> text(refusal.text(), content);
        case Part.Reasoning reasoning -> {
          since.add(reasoning);
          if (!reasoning.text().isEmpty()) {
            content.addObject().put("type", "thinking").put("thinking", reasoning.text());
          }
        }
        case Part.ToolCall call -> {
          var id = SignatureEnvelope.intoId(call.id(), since, call.signature());
          since.clear();
          var node = calls.addObject().put("id", id).put("type", "function");
          node.putObject("function").put("name", call.name()).put("arguments", call.arguments());
        }
        case Part.Media _, Part.ToolResult _, Part.Foreign _ -> {} // nothing of this format's
      }
    }
    if (!content.isEmpty() || calls.isEmpty()) message.set("content", content);
    if (!calls.isEmpty()) message.set("tool_calls", calls);
    if (!citations.isEmpty()) message.set("citations", citations);
  }

  private static void text(String text, ArrayNode content) {
    if (!text.isEmpty()) content.addObject().put("type", "text").put("text", text);
  }
}
