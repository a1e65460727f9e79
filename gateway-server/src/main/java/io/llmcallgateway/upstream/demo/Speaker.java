package io.llmcallgateway.upstream.demo;

import io.llmcallgateway.model.Operation;
import io.llmcallgateway.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/// Tells what the models say in a chat or as a completion.
final class Speaker {
  private Speaker() {}

  static Spoken answer(Asked asked, Operation operation, RandomGenerator random) throws Refusal {
    asked.checkSampling();
    return operation == Operation.CHAT ? chat(asked, random) : completion(asked);
  }

  private static Spoken chat(Asked asked, RandomGenerator random) throws Refusal {
    var messages = asked.messages();
    int most = asked.mostTokens();
    var choices = new ArrayList<Said>();
    for (int i = asked.choices(); i > 0; i--) {
      choices.add(
          switch (asked.model()) {
            case "tools" -> ToolUse.answer(asked, messages, most, random);
            case "echo" -> Said.Text.of(echo(asked, Asked.lastUserText(messages)), most);
            default -> say(asked.model(), Asked.lastUserText(messages), most);
          });
    }
    return new Spoken(choices, PromptTokens.ofChat(asked, messages));
  }

  /// The text itself, or as JSON where that was asked for: a sample of the schema, where given one.
  private static String echo(Asked asked, String text) {
    var wanted = asked.body().path("response_format");
    return switch (wanted.path("type").asString("")) {
      case "json_object" -> Json.MAPPER.createObjectNode().put("echo", text).toString();
      case "json_schema" ->
          SchemaSample.of(wanted.path("json_schema").path("schema"), Stories.isChinese(text))
              .toString();
      default -> text;
    };
  }

  private static Said say(String model, String prompt, int most) throws Refusal {
    return switch (model) {
      case "echo" -> Said.Text.of(prompt, most);
      case "story" -> Said.Text.of(Stories.about(prompt), most);
      case Faults.STREAM, Faults.CUT -> Said.Text.of(Faults.THREE_TOKENS, most);
      default ->
          throw Refusal.badRequest(
              "model", "unsupported_value", "The model `" + model + "` does not do this.");
    };
  }

  private static Spoken completion(Asked asked) throws Refusal {
    var prompts = prompts(asked.body().path("prompt"));
    int each = asked.choices();
    int most = asked.mostTokens();
    int tokens = 0;
    var choices = new ArrayList<Said>();
    for (var prompt : prompts) {
      tokens += Tokens.count(prompt);
      for (int i = 0; i < each; i++) choices.add(say(asked.model(), prompt, most));
    }
    return new Spoken(choices, tokens);
  }

  private static List<String> prompts(JsonNode prompt) throws Refusal {
    if (prompt.isMissingNode()) throw Asked.missing("prompt");
    if (prompt.isString()) return List.of(prompt.stringValue());
    if (!prompt.isArray() || prompt.isEmpty()) {
      throw Refusal.wrongType("prompt", "a text, an array of texts, or tokens");
    }
    if (prompt.path(0).isIntegralNumber()) return List.of(prompt.toString());
    var prompts = new ArrayList<String>();
    for (var one : prompt.values()) {
      prompts.add(one.isString() ? one.stringValue() : one.toString());
    }
    return prompts;
  }
}
