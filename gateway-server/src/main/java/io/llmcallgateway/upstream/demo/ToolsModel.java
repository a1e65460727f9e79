package io.llmcallgateway.upstream.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/// The model `tools`: calls the tools of the request, then repeats their results.
final class ToolsModel {
  private ToolsModel() {}

  static DemoChoice answer(
      DemoRequest request, List<JsonNode> messages, int most, RandomGenerator random)
      throws ErrorReplyException {
    var prompt = DemoRequest.lastUserText(messages);
    boolean chinese = Stories.isChinese(prompt);
    if (messages.getLast().path("role").asString("").equals("tool")) {
      return DemoChoice.Text.of(tell(messages, chinese), most);
    }
    var functions = functions(request);
    if (functions.isEmpty()) {
      return DemoChoice.Text.of(
          chinese
              ? "没有可用的工具。请在请求里给出 tools，我会调用第一个。"
              : "There is no tool to call. Send `tools` and I will call the first one.",
          most);
    }
    var calls = new ArrayList<DemoChoice.ToolCall>();
    for (var function : functions) {
      var name = function.path("name").asString("");
      var schema = function.path("parameters");
      var arguments = schema.isObject() ? SchemaSample.of(schema, chinese).toString() : "{}";
      calls.add(new DemoChoice.ToolCall(RandomIds.next("call_", 24, random), name, arguments));
    }
    return new DemoChoice.ToolCalls(calls);
  }

  /// Returns the functions to call: the one that `tool_choice` names, or else the first two, or
  /// only the first if parallel calls are not allowed. None if `tool_choice` is `none`.
  private static List<JsonNode> functions(DemoRequest request) throws ErrorReplyException {
    var given = given(request);
    var choice = request.body().path("tool_choice");
    if (choice.asString("").equals("none")) return List.of();
    if (choice.path("type").asString("").equals("function")) {
      return List.of(named(given, choice.path("function").path("name").asString("")));
    }
    boolean parallel = request.body().path("parallel_tool_calls").asBoolean(true);
    return given.subList(0, Math.min(given.size(), parallel ? 2 : 1));
  }

  private static List<JsonNode> given(DemoRequest request) throws ErrorReplyException {
    var tools = request.body().path("tools");
    if (!tools.isArray() && !DemoRequest.isAbsent(tools))
      throw ErrorReplyException.wrongType("tools", "an array");
    var functions = new ArrayList<JsonNode>();
    for (int i = 0; i < tools.size(); i++) {
      var tool = tools.path(i);
      if (!tool.path("type").asString("").equals("function")) continue;
      if (!tool.path("function").path("name").isString()) {
        throw DemoRequest.missing("tools[" + i + "].function.name");
      }
      functions.add(tool.path("function"));
    }
    return functions;
  }

  private static JsonNode named(List<JsonNode> functions, String name) throws ErrorReplyException {
    for (var function : functions) {
      if (function.path("name").asString("").equals(name)) return function;
    }
    throw ErrorReplyException.badRequest(
        "tool_choice",
        null,
        "Invalid value for 'tool_choice': the function '" + name + "' is not among 'tools'.");
  }

  private static String tell(List<JsonNode> messages, boolean chinese) {
    var told = new ArrayList<String>();
    for (var message : messages.reversed()) {
      if (!message.path("role").asString("").equals("tool")) break;
      var name = nameOf(messages, message.path("tool_call_id").asString(""));
      var result = DemoRequest.text(message);
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
