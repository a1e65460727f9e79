package io.llmcallgateway.edges;

import io.llmcallgateway.edges.Session.Bit;
import io.llmcallgateway.edges.Session.Given;
import io.llmcallgateway.edges.Session.Outcome;
import io.llmcallgateway.edges.Session.Result;
import io.llmcallgateway.edges.Session.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Session writers for Gemini and the Responses API.
final class ItemSessionWriters {
  private ItemSessionWriters() {}

  /// `/v1beta/models/…:generateContent`.
  static final class Gemini extends SessionWriter.Sides {
    Gemini(Session session) {
      super(session);
    }

    @Override
    void write(ObjectNode request, int answers) {
      tell(answers);
      request.set("contents", messages);
      var config = request.putObject("generationConfig").put("maxOutputTokens", 9_000);
      if (!session.effort().isEmpty()) {
        config
            .putObject("thinkingConfig")
            .put("thinkingBudget", 2_048)
            .put("includeThoughts", true);
      }
      if (!session.opening().isEmpty()) {
        var parts = request.putObject("systemInstruction").putArray("parts");
        for (var each : session.opening()) parts.addObject().put("text", each.text());
      }
      if (session.tools().isEmpty()) return;
      var declared = request.putArray("tools").addObject().putArray("functionDeclarations");
      for (var tool : session.tools()) {
        declared
            .addObject()
            .put("name", tool.name())
            .put("description", tool.description())
            .set("parametersJsonSchema", tool.schema());
      }
      if (session.choice().isEmpty()) return;
      var calling = request.putObject("toolConfig").putObject("functionCallingConfig");
      boolean named = !session.choice().equals("auto") && !session.choice().equals("required");
      calling.put("mode", session.choice().equals("auto") ? "AUTO" : "ANY");
      if (named) calling.putArray("allowedFunctionNames").add(session.choice());
    }

    private static void inline(ObjectNode part, String type, String base64) {
      part.putObject("inlineData").put("mimeType", type).put("data", base64);
    }

    @Override
    void words(List<Bit> bits, boolean marked) {
      var parts = blocks("user", "parts");
      for (var bit : bits) {
        switch (bit) {
          case Bit.Text text -> parts.addObject().put("text", text.text());
          case Bit.Image image -> inline(parts.addObject(), "image/png", image.base64());
          case Bit.Pdf pdf -> inline(parts.addObject(), "application/pdf", pdf.base64());
        }
      }
    }

    /// The format has no ids: results answer calls by name and order.
    @Override
    void results(List<Result> results, boolean marked) {
      var parts = blocks("user", "parts");
      for (var result : results) {
        var answer = parts.addObject().putObject("functionResponse").put("name", result.tool());
        var response = answer.putObject("response");
        switch (result.outcome()) {
          case TEXT -> response.put("result", result.text());
          case JSON -> response.set("output", json(result.text()));
          case ERROR -> response.put("error", result.text());
          case IMAGE -> {
            response.put("result", "ok");
            inline(answer.putArray("parts").addObject(), "image/png", result.text());
          }
        }
      }
    }

    @Override
    void instruction(Given.Instruction instruction) {
      blocks("user", "parts").addObject().put("text", "提醒：" + instruction.text());
    }

    @Override
    void answer(List<Step> steps) {
      var parts = blocks("model", "parts");
      String signature = null;
      for (var step : steps) {
        switch (step) {
          case Step.Thought thought -> {
            parts.addObject().put("text", thought.text()).put("thought", true);
            if (signature == null) signature = thought.signature();
          }
          case Step.Hidden hidden -> signature = hidden.data();
          case Step.Said said -> parts.addObject().put("text", said.text());
          case Step.Call call -> {
            var part = parts.addObject();
            part.putObject("functionCall").put("name", call.name()).set("args", call.arguments());
            if (signature != null) part.put("thoughtSignature", signature);
            signature = null;
          }
        }
      }
      if (signature != null && !parts.isEmpty()) {
        ((ObjectNode) parts.get(parts.size() - 1)).put("thoughtSignature", signature);
      }
    }
  }

  /// `/v1/responses`, of a client that keeps its own history.
  static final class Responses extends SessionWriter {
    private final ArrayNode input = array();
    private int thoughts;

    Responses(Session session) {
      super(session);
    }

    @Override
    void write(ObjectNode request, int answers) {
      tell(answers);
      request.put("model", "m").put("stream", session.stream()).put("store", false);
      request.put("max_output_tokens", 9_000).set("input", input);
      if (!session.opening().isEmpty()) {
        request.put("instructions", session.opening().getFirst().text());
      }
      if (!session.effort().isEmpty()) {
        request.putObject("reasoning").put("effort", session.effort());
        request.putArray("include").add("reasoning.encrypted_content");
      }
      if (session.tools().isEmpty()) return;
      var tools = request.putArray("tools");
      for (var tool : session.tools()) {
        tools
            .addObject()
            .put("type", "function")
            .put("name", tool.name())
            .put("description", tool.description())
            .set("parameters", tool.schema());
      }
      request.put("parallel_tool_calls", session.parallel());
      switch (session.choice()) {
        case "" -> {}
        case "auto", "required" -> request.put("tool_choice", session.choice());
        default ->
            request.putObject("tool_choice").put("type", "function").put("name", session.choice());
      }
    }

    private ArrayNode message(String role) {
      return input.addObject().put("type", "message").put("role", role).putArray("content");
    }

    @Override
    void words(List<Bit> bits, boolean marked) {
      var content = message("user");
      for (var bit : bits) {
        content.add(
            switch (bit) {
              case Bit.Text text -> typed("input_text", "text", text.text());
              case Bit.Image image ->
                  typed("input_image", "image_url", dataUrl("image/png", image.base64()));
              case Bit.Pdf pdf ->
                  typed("input_file", "filename", pdf.name())
                      .put("file_data", dataUrl("application/pdf", pdf.base64()));
            });
      }
    }

    @Override
    void results(List<Result> results, boolean marked) {
      for (var result : results) {
        var item = input.addObject().put("type", "function_call_output");
        item.put("call_id", result.id());
        if (result.outcome() == Outcome.IMAGE) {
          item.putArray("output")
              .add(typed("input_image", "image_url", dataUrl("image/png", result.text())));
        } else {
          item.put("output", plain(result));
        }
      }
    }

    @Override
    void instruction(Given.Instruction instruction) {
      message(instruction.developer() ? "developer" : "system")
          .add(typed("input_text", "text", instruction.text()));
    }

    @Override
    void answer(List<Step> steps) {
      for (var step : steps) {
        switch (step) {
          case Step.Thought thought -> reasoning(thought.text(), thought.signature());
          case Step.Hidden hidden -> reasoning("", hidden.data());
          case Step.Said said ->
              message("assistant").add(typed("output_text", "text", said.text()));
          case Step.Call call ->
              input
                  .addObject()
                  .put("type", "function_call")
                  .put("call_id", call.id())
                  .put("name", call.name())
                  .put("arguments", call.arguments().toString());
        }
      }
    }

    private void reasoning(String text, @Nullable String encrypted) {
      var item = input.addObject().put("type", "reasoning").put("id", "rs_" + thoughts++);
      var summary = item.putArray("summary");
      if (!text.isEmpty()) summary.add(typed("summary_text", "text", text));
      if (encrypted != null) item.put("encrypted_content", encrypted);
    }
  }
}
