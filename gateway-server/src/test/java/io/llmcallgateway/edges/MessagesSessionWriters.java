package io.llmcallgateway.edges;

import io.llmcallgateway.edges.Session.Bit;
import io.llmcallgateway.edges.Session.Given;
import io.llmcallgateway.edges.Session.Result;
import io.llmcallgateway.edges.Session.Step;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Session writers for the formats whose messages are blocks.
final class MessagesSessionWriters {
  private MessagesSessionWriters() {}

  /// `/v1/messages`.
  static final class Messages extends SessionWriter.Sides {
    Messages(Session session) {
      super(session);
    }

    @Override
    void write(ObjectNode request, int answers) {
      tell(answers);
      request.put("model", "m").put("stream", session.stream()).put("max_tokens", 9_000);
      request.set("messages", messages);
      var system = array();
      for (var each : session.opening()) system.add(typed("text", "text", each.text()));
      if (!system.isEmpty()) {
        mark((ObjectNode) system.get(system.size() - 1), session.marks());
        request.set("system", system);
      }
      if (!session.effort().isEmpty()) {
        request.putObject("thinking").put("type", "enabled").put("budget_tokens", 2_048);
      }
      if (session.tools().isEmpty()) return;
      var tools = request.putArray("tools");
      for (var tool : session.tools()) {
        tools
            .addObject()
            .put("name", tool.name())
            .put("description", tool.description())
            .set("input_schema", tool.schema());
      }
      if (session.choice().isEmpty() && session.parallel()) return;
      var choice = request.putObject("tool_choice");
      switch (session.choice()) {
        case "", "auto" -> choice.put("type", "auto");
        case "required" -> choice.put("type", "any");
        default -> choice.put("type", "tool").put("name", session.choice());
      }
      if (!session.parallel()) choice.put("disable_parallel_tool_use", true);
    }

    @Override
    void words(List<Bit> bits, boolean marked) {
      var content = blocks("user", "content");
      for (var bit : bits) {
        switch (bit) {
          case Bit.Text text -> content.add(typed("text", "text", text.text()));
          case Bit.Image image -> content.add(media("image", "image/png", image.base64()));
          case Bit.Pdf pdf ->
              content.add(
                  media("document", "application/pdf", pdf.base64()).put("title", pdf.name()));
        }
      }
      mark((ObjectNode) content.get(content.size() - 1), marked);
    }

    private static ObjectNode media(String kind, String type, String base64) {
      var block = node().put("type", kind);
      block.putObject("source").put("type", "base64").put("media_type", type).put("data", base64);
      return block;
    }

    @Override
    void results(List<Result> results, boolean marked) {
      var content = blocks("user", "content");
      for (var result : results) {
        var block = typed("tool_result", "tool_use_id", result.id());
        switch (result.outcome()) {
          case TEXT -> block.put("content", result.text());
          case JSON -> block.putArray("content").add(typed("text", "text", result.text()));
          case ERROR -> block.put("is_error", true).put("content", result.text());
          case IMAGE -> block.putArray("content").add(media("image", "image/png", result.text()));
        }
        content.add(block);
      }
      mark((ObjectNode) content.get(content.size() - 1), marked);
    }

    /// Claude Code's reminders are texts of the user's side; newer models take a message.
    @Override
    void instruction(Given.Instruction instruction) {
      if (instruction.developer()) {
        close();
        messages.addObject().put("role", "system").put("content", instruction.text());
        return;
      }
      var reminder = "<system-reminder>" + instruction.text() + "</system-reminder>";
      blocks("user", "content").add(typed("text", "text", reminder));
    }

    @Override
    void answer(List<Step> steps) {
      var content = blocks("assistant", "content");
      for (var step : steps) {
        switch (step) {
          case Step.Thought thought ->
              content.add(
                  typed("thinking", "thinking", thought.text())
                      .put("signature", thought.signature() == null ? "" : thought.signature()));
          case Step.Hidden hidden -> content.add(typed("redacted_thinking", "data", hidden.data()));
          case Step.Said said -> content.add(typed("text", "text", said.text()));
          case Step.Call call ->
              content.add(
                  typed("tool_use", "id", call.id())
                      .put("name", call.name())
                      .set("input", call.arguments()));
        }
      }
    }
  }

  /// `/model/…/converse` of Bedrock.
  static final class Converse extends SessionWriter.Sides {
    Converse(Session session) {
      super(session);
    }

    @Override
    void write(ObjectNode request, int answers) {
      tell(answers);
      request.set("messages", messages);
      request.putObject("inferenceConfig").put("maxTokens", 9_000);
      var system = array();
      for (var each : session.opening()) system.addObject().put("text", each.text());
      if (!system.isEmpty()) {
        point(system, session.marks());
        request.set("system", system);
      }
      if (!session.effort().isEmpty()) {
        request
            .putObject("additionalModelRequestFields")
            .putObject("thinking")
            .put("type", "enabled")
            .put("budget_tokens", 2_048);
      }
      if (session.tools().isEmpty()) return;
      var config = request.putObject("toolConfig");
      var tools = config.putArray("tools");
      for (var tool : session.tools()) {
        tools
            .addObject()
            .putObject("toolSpec")
            .put("name", tool.name())
            .put("description", tool.description())
            .putObject("inputSchema")
            .set("json", tool.schema());
      }
      switch (session.choice()) {
        case "" -> {}
        case "auto" -> config.putObject("toolChoice").putObject("auto");
        case "required" -> config.putObject("toolChoice").putObject("any");
        default -> config.putObject("toolChoice").putObject("tool").put("name", session.choice());
      }
    }

    private static void point(ArrayNode blocks, boolean marked) {
      if (marked) blocks.addObject().putObject("cachePoint").put("type", "default");
    }

    @Override
    void words(List<Bit> bits, boolean marked) {
      var content = blocks("user", "content");
      for (var bit : bits) {
        switch (bit) {
          case Bit.Text text -> content.addObject().put("text", text.text());
          case Bit.Image image -> picture(content.addObject(), image.base64());
          case Bit.Pdf pdf -> {
            var document = content.addObject().putObject("document").put("format", "pdf");
            document.put("name", "report " + (pdf.name().length() % 5));
            document.putObject("source").put("bytes", pdf.base64());
          }
        }
      }
      point(content, marked);
    }

    private static void picture(ObjectNode block, String base64) {
      block.putObject("image").put("format", "png").putObject("source").put("bytes", base64);
    }

    @Override
    void results(List<Result> results, boolean marked) {
      var content = blocks("user", "content");
      for (var result : results) {
        var block = content.addObject().putObject("toolResult").put("toolUseId", result.id());
        var item = block.putArray("content").addObject();
        switch (result.outcome()) {
          case TEXT -> item.put("text", result.text());
          case JSON -> item.set("json", node().set("value", json(result.text())));
          case ERROR -> {
            item.put("text", result.text());
            block.put("status", "error");
          }
          case IMAGE -> picture(item, result.text());
        }
      }
      point(content, marked);
    }

    @Override
    void instruction(Given.Instruction instruction) {
      blocks("user", "content").addObject().put("text", "提醒：" + instruction.text());
    }

    @Override
    void answer(List<Step> steps) {
      var content = blocks("assistant", "content");
      for (var step : steps) {
        var block = content.addObject();
        switch (step) {
          case Step.Thought thought -> {
            var text = block.putObject("reasoningContent").putObject("reasoningText");
            text.put("text", thought.text());
            if (thought.signature() != null) text.put("signature", thought.signature());
          }
          case Step.Hidden _ ->
              block.putObject("reasoningContent").put("redactedContent", "AAECAwQF");
          case Step.Said said -> block.put("text", said.text());
          case Step.Call call ->
              block
                  .putObject("toolUse")
                  .put("toolUseId", call.id())
                  .put("name", call.name())
                  .set("input", call.arguments());
        }
      }
    }
  }
}
