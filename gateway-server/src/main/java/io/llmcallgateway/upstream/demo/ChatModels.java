package io.llmcallgateway.upstream.demo;

import io.llmcallgateway.model.Operation;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/// Generates the answers of the models for chats and completions.
final class ChatModels {
  private ChatModels() {}

  static DemoAnswer answer(DemoRequest request, Operation operation, RandomGenerator random)
      throws ErrorReplyException {
    request.checkSampling();
    return operation == Operation.CHAT ? chat(request, random) : completion(request);
  }

  private static DemoAnswer chat(DemoRequest request, RandomGenerator random)
      throws ErrorReplyException {
    var messages = request.messages();
    int most = request.mostTokens();
    var choices = new ArrayList<DemoChoice>();
    for (int i = request.choices(); i > 0; i--) {
      choices.add(
          switch (request.model()) {
            case "tools" -> ToolsModel.answer(request, messages, most, random);
            case "echo" ->
                DemoChoice.Text.of(echo(request, DemoRequest.lastUserText(messages)), most);
            default -> say(request.model(), DemoRequest.lastUserText(messages), most);
          });
    }
    return new DemoAnswer(choices, PromptTokenCounter.ofChat(request, messages));
  }

  /// Returns the text itself, or JSON if the request wants it: a sample of the schema if it has
  /// one.
  private static String echo(DemoRequest request, String text) {
    var wanted = request.body().path("response_format");
    return switch (wanted.path("type").asString("")) {
      case "json_object" -> Json.MAPPER.createObjectNode().put("echo", text).toString();
      case "json_schema" ->
          SchemaSample.of(wanted.path("json_schema").path("schema"), Stories.isChinese(text))
              .toString();
      default -> text;
    };
  }

  private static DemoChoice say(String model, String prompt, int most) throws ErrorReplyException {
    return switch (model) {
      case "echo" -> DemoChoice.Text.of(prompt, most);
      case "story" -> DemoChoice.Text.of(Stories.about(prompt), most);
      case ErrorModels.STREAM, ErrorModels.CUT ->
          DemoChoice.Text.of(ErrorModels.THREE_TOKENS, most);
      default ->
          throw ErrorReplyException.badRequest(
              "model", "unsupported_value", "The model `" + model + "` does not do this.");
    };
  }

  private static DemoAnswer completion(DemoRequest request) throws ErrorReplyException {
    var prompts = prompts(request.body().path("prompt"));
    int each = request.choices();
    int most = request.mostTokens();
    int tokens = 0;
    var choices = new ArrayList<DemoChoice>();
    for (var prompt : prompts) {
      tokens += TokenSplitter.count(prompt);
      for (int i = 0; i < each; i++) choices.add(say(request.model(), prompt, most));
    }
    return new DemoAnswer(choices, tokens);
  }

  private static List<String> prompts(JsonNode prompt) throws ErrorReplyException {
    if (prompt.isMissingNode()) throw DemoRequest.missing("prompt");
    if (prompt.isString()) return List.of(prompt.stringValue());
    if (!prompt.isArray() || prompt.isEmpty()) {
      throw ErrorReplyException.wrongType("prompt", "a text, an array of texts, or tokens");
    }
    if (prompt.path(0).isIntegralNumber()) return List.of(prompt.toString());
    var prompts = new ArrayList<String>();
    for (var one : prompt.values()) {
      prompts.add(one.isString() ? one.stringValue() : one.toString());
    }
    return prompts;
  }
}
