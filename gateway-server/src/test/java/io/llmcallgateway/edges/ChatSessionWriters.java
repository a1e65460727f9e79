package io.llmcallgateway.edges;

import io.llmcallgateway.edges.Session.Bit;
import io.llmcallgateway.edges.Session.Given;
import io.llmcallgateway.edges.Session.Outcome;
import io.llmcallgateway.edges.Session.Result;
import io.llmcallgateway.edges.Session.Step;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Session writers for the formats whose tool calls and results stand beside a message's content.
final class ChatSessionWriters {
  private ChatSessionWriters() {}

  /// `/v1/chat/completions`, of clients that keep the vendor's thoughts in one way or another.
  static final class Chat extends SessionWriter {
    private final ArrayNode messages = array();

    Chat(Session session) {
      super(session);
    }

    @Override
    void write(ObjectNode request, int answers) {
      for (var instruction : session.opening()) instruction(instruction);
      tell(answers);
      request.put("model", "m").put("stream", session.stream()).put("max_tokens", 9_000);
      request.set("messages", messages);
      if (!session.effort().isEmpty()) request.put("reasoning_effort", session.effort());
      if (session.tools().isEmpty()) return;
      request.set("tools", functions());
      if (!session.parallel()) request.put("parallel_tool_calls", false);
      switch (session.choice()) {
        case "" -> {}
        case "auto", "required" -> request.put("tool_choice", session.choice());
        default ->
            request
                .putObject("tool_choice")
                .put("type", "function")
                .putObject("function")
                .put("name", session.choice());
      }
    }

    @Override
    void words(List<Bit> bits, boolean marked) {
      var message = messages.addObject().put("role", "user");
      if (bits.size() == 1 && !marked && bits.getFirst() instanceof Bit.Text text) {
        message.put("content", text.text());
        return;
      }
      var content = message.putArray("content");
      for (var bit : bits) {
        switch (bit) {
          case Bit.Text text -> content.add(typed("text", "text", text.text()));
          case Bit.Image image -> content.add(picture(dataUrl("image/png", image.base64())));
          case Bit.Pdf pdf -> {
            var file = node().put("filename", pdf.name());
            file.put("file_data", dataUrl("application/pdf", pdf.base64()));
            content.add(node().put("type", "file").set("file", file));
          }
        }
      }
      mark((ObjectNode) content.get(content.size() - 1), marked);
    }

    private static ObjectNode picture(String url) {
      var part = node().put("type", "image_url");
      part.putObject("image_url").put("url", url);
      return part;
    }

    @Override
    void results(List<Result> results, boolean marked) {
      for (var result : results) {
        var message = messages.addObject().put("role", "tool").put("tool_call_id", result.id());
        if (result.outcome() == Outcome.IMAGE) {
          message.putArray("content").add(picture(dataUrl("image/png", result.text())));
        } else {
          message.put("content", plain(result));
        }
      }
      mark((ObjectNode) messages.get(messages.size() - 1), marked);
    }

    @Override
    void instruction(Given.Instruction instruction) {
      messages
          .addObject()
          .put("role", instruction.developer() ? "developer" : "system")
          .put("content", instruction.text());
    }

    @Override
    void answer(List<Step> steps) {
      var message = messages.addObject().put("role", "assistant");
      if (said(steps).isEmpty()) message.putNull("content");
      else message.put("content", said(steps));
      var calls = calls(steps);
      if (calls != null) message.set("tool_calls", calls);
      var thoughts = thoughts(steps);
      if (thoughts.isEmpty()) return;
      if (session.seed() % 3 == 0) {
        message.put("reasoning_content", thoughts.getFirst().text());
        return;
      }
      boolean details = session.seed() % 3 == 1;
      var kept = message.putArray(details ? "reasoning_details" : "thinking_blocks");
      for (var thought : thoughts) {
        var type = details ? "reasoning.text" : "thinking";
        var entry = kept.addObject().put("type", type);
        entry.put(details ? "text" : "thinking", thought.text());
        if (thought.signature() != null) entry.put("signature", thought.signature());
      }
    }
  }

  /// `/v2/chat` of Cohere's.
  static final class Cohere extends SessionWriter {
    private final ArrayNode messages = array();

    Cohere(Session session) {
      super(session);
    }

    @Override
    void write(ObjectNode request, int answers) {
      for (var instruction : session.opening()) instruction(instruction);
      tell(answers);
      request.put("model", "m").put("stream", session.stream()).put("max_tokens", 9_000);
      request.set("messages", messages);
      if (!session.effort().isEmpty()) request.putObject("thinking").put("type", "enabled");
      if (session.tools().isEmpty()) return;
      request.set("tools", functions());
      if (session.choice().equals("required")) request.put("tool_choice", "REQUIRED");
    }

    @Override
    void words(List<Bit> bits, boolean marked) {
      var content = messages.addObject().put("role", "user").putArray("content");
      for (var bit : bits) {
        switch (bit) {
          case Bit.Text text -> content.add(typed("text", "text", text.text()));
          case Bit.Image image -> {
            var part = content.addObject().put("type", "image_url");
            part.putObject("image_url").put("url", dataUrl("image/png", image.base64()));
          }
          case Bit.Pdf pdf -> content.add(typed("text", "text", "文件 " + pdf.name()));
        }
      }
    }

    @Override
    void results(List<Result> results, boolean marked) {
      for (var result : results) {
        var message = messages.addObject().put("role", "tool").put("tool_call_id", result.id());
        if (result.outcome() == Outcome.JSON) {
          var document = message.putArray("content").addObject().put("type", "document");
          document.putObject("document").put("id", "1").put("data", result.text());
        } else {
          message.put("content", plain(result));
        }
      }
    }

    @Override
    void instruction(Given.Instruction instruction) {
      messages.addObject().put("role", "system").put("content", instruction.text());
    }

    @Override
    void answer(List<Step> steps) {
      var message = messages.addObject().put("role", "assistant");
      var content = array();
      var calls = calls(steps);
      if (calls == null) {
        for (var thought : thoughts(steps)) {
          content.add(typed("thinking", "thinking", thought.text()));
        }
      } else if (!thoughts(steps).isEmpty()) {
        message.put("tool_plan", thoughts(steps).getFirst().text());
      }
      if (!said(steps).isEmpty()) content.add(typed("text", "text", said(steps)));
      if (!content.isEmpty()) message.set("content", content);
      if (calls != null) message.set("tool_calls", calls);
    }
  }
}
