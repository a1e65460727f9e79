package io.llmcallgateway.upstream.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/// The model `tools`: calls what it is given, then tells what came back.
final class ToolUse {
  private ToolUse() {}

  static Said answer(Asked asked, List<JsonNode> messages, int most, RandomGenerator random)
      throws Refusal {
    var prompt = Asked.lastUserText(messages);
    boolean chinese = Stories.isChinese(prompt);
    if (messages.getLast().path("role").asString("").equals("tool")) {
      return Said.Text.of(tell(messages, chinese), most);
    }
    var functions = functions(asked);
    if (functions.isEmpty()) {
      return Said.Text.of(
          chinese
              ? "没有可用的工具。请在请求里给出 tools，我会调用第一个。"
              : "There is no tool to call. Send `tools` and I will call the first one.",
          most);
    }
    var calls = new ArrayList<Said.Call>();
    for (var function : functions) {
      var name = function.path("name").asString("");
      var schema = function.path("parameters");
      var arguments = schema.isObject() ? SchemaSample.of(schema, chinese).toString() : "{}";
      calls.add(new Said.Call(Ids.next("call_", 24, random), name, arguments));
    }
    return new Said.Calls(calls);
  }

  /// The functions to call: the one that `tool_choice` names, else the first, or the first two
  /// where parallel calls are allowed; none when it says so.
  private static List<JsonNode> functions(Asked asked) throws Refusal {
    var given = given(asked);
    var choice = asked.body().path("tool_choice");
    if (choice.asString("").equals("none")) return List.of();
    if (choice.path("type").asString("").equals("function")) {
      return List.of(named(given, choice.path("function").path("name").asString("")));
    }
    boolean parallel = asked.body().path("parallel_tool_calls").asBoolean(true);
    return given.subList(0, Math.min(given.size(), parallel ? 2 : 1));
  }

  private static List<JsonNode> given(Asked asked) throws Refusal {
    var tools = asked.body().path("tools");
    if (!tools.isArray() && !Asked.isAbsent(tools)) throw Refusal.wrongType("tools", "an array");
    var functions = new ArrayList<JsonNode>();
    for (int i = 0; i < tools.size(); i++) {
      var tool = tools.path(i);
      if (!tool.path("type").asString("").equals("function")) continue;
      if (!tool.path("function").path("name").isString()) {
        throw Asked.missing("tools[" + i + "].function.name");
      }
      functions.add(tool.path("function"));
    }
    return functions;
  }

  private static JsonNode named(List<JsonNode> functions, String name) throws Refusal {
    for (var function : functions) {
      if (function.path("name").asString("").equals(name)) return function;
    }
    throw Refusal.badRequest(
        "tool_choice",
        null,
        "Invalid value for 'tool_choice': the function '" + name + "' is not among 'tools'.");
  }

  private static String tell(List<JsonNode> messages, boolean chinese) {
    var told = new ArrayList<String>();
    for (var message : messages.reversed()) {
      if (!message.path("role").asString("").equals("tool")) break;
      var name = nameOf(messages, message.path("tool_call_id").asString(""));
      var result = Asked.text(message);
      told.add(
          chinese ? "工具 " + name + " 的结果是：" + result : "The tool " + name + " says: " + result);
    }
    return String.join("\n", told.reversed());
  }

  private static String nameOf(List<JsonNode> messages, String id) {
    for (var message : messages) {
      for (var call : message.path("tool_calls").values()) {
        if (call.path("id").asString("").equals(id)) {
          return call.path("function").path("name").asString(id);
        }
      }
    }
    return id;
  }
}
