package io.llmcallgateway.edges;

import io.llmcallgateway.edges.Session.Bit;
import io.llmcallgateway.edges.Session.Given;
import io.llmcallgateway.edges.Session.Outcome;
import io.llmcallgateway.edges.Session.Result;
import io.llmcallgateway.edges.Session.Step;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a session as a client of one format does, from the vendors' documentation and without the
/// gateway's own writers.
abstract class SessionWriter {
  final Session session;

  SessionWriter(Session session) {
    this.session = session;
  }

  /// The request after so many answers.
  final String request(int answers) {
    var request = Json.MAPPER.createObjectNode();
    write(request, answers);
    var names = new ArrayList<>(request.propertyNames());
    Collections.shuffle(names, new Random(session.shuffle()));
    var ordered = Json.MAPPER.createObjectNode();
    for (var name : names) ordered.set(name, request.get(name));
    return ordered.toString();
  }

  abstract void write(ObjectNode request, int answers);

  /// What was given in all rounds up to the last answer, and after it.
  final void tell(int answers) {
    for (int i = 0; i <= answers; i++) {
      boolean last = i == answers;
      for (var given : session.rounds().get(i).given()) {
        switch (given) {
          case Given.Words words -> words(words.bits(), last && session.marks());
          case Given.Results results -> results(results.results(), last && session.marks());
          case Given.Instruction instruction -> instruction(instruction);
        }
      }
      if (!last) answer(session.rounds().get(i).answer());
    }
  }

  /// @param marked whether the client marks them to be cached: its marks move on each turn
  abstract void words(List<Bit> bits, boolean marked);

  abstract void results(List<Result> results, boolean marked);

  abstract void instruction(Given.Instruction instruction);

  abstract void answer(List<Step> steps);

  static ObjectNode node() {
    return Json.MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return Json.MAPPER.createArrayNode();
  }

  static ObjectNode typed(String type, String name, String value) {
    return node().put("type", type).put(name, value);
  }

  static String dataUrl(String type, String base64) {
    return "data:" + type + ";base64," + base64;
  }

  static List<Step.Thought> thoughts(List<Step> steps) {
    var thoughts = new ArrayList<Step.Thought>();
    for (var step : steps) if (step instanceof Step.Thought thought) thoughts.add(thought);
    return thoughts;
  }

  static String said(List<Step> steps) {
    var said = new StringBuilder();
    for (var step : steps) if (step instanceof Step.Said words) said.append(words.text());
    return said.toString();
  }

  /// A result as plain words, which is all that some formats have.
  static String plain(Result result) {
    return result.outcome() == Outcome.ERROR ? "Error: " + result.text() : result.text();
  }

  static void mark(ObjectNode block, boolean marked) {
    if (marked) block.putObject("cache_control").put("type", "ephemeral");
  }

  /// Functions as chat completions and Cohere declare them.
  final ArrayNode functions() {
    var tools = array();
    for (var tool : session.tools()) {
      var function = node().put("name", tool.name()).put("description", tool.description());
      function.set("parameters", tool.schema());
      tools.add(node().put("type", "function").set("function", function));
    }
    return tools;
  }

  /// Calls as chat completions and Cohere have them; null where there are none.
  static @Nullable ArrayNode calls(List<Step> steps) {
    var calls = array();
    for (var step : steps) {
      if (!(step instanceof Step.Call call)) continue;
      var function = node().put("name", call.name()).put("arguments", call.arguments().toString());
      calls.add(typed("function", "id", call.id()).set("function", function));
    }
    return calls.isEmpty() ? null : calls;
  }

  static JsonNode json(String text) {
    return Json.MAPPER.readTree(text);
  }

  /// Sides that take turns: what one side says in a row is one message.
  abstract static class Sides extends SessionWriter {
    final ArrayNode messages = array();
    private String side = "";

    Sides(Session session) {
      super(session);
    }

    /// The blocks of the open message.
    final ArrayNode blocks(String whose, String member) {
      if (whose.equals(side)) {
        return (ArrayNode) messages.get(messages.size() - 1).path(member);
      }
      side = whose;
      return messages.addObject().put("role", whose).putArray(member);
    }

    final void close() {
      side = "";
    }
  }
}
