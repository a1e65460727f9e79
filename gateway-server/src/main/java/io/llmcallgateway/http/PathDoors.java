package io.llmcallgateway.http;

import io.llmcallgateway.dialect.Place;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Operation;
import java.util.HashMap;

/// The doors whose path holds the model's name, slashes and colons in it raw or percent-encoded:
/// Gemini's `models/{m}:verb` and Bedrock's `model/{id}/converse`.
final class PathDoors {
  private static final String MODELS = "models/";

  private PathDoors() {}

  static Door gemini(String prefix) {
    return call -> {
      var rest = call.rest(prefix);
      int colon = rest.lastIndexOf(':');
      var verb = rest.substring(colon + 1);
      var name = colon < 0 ? "" : rest.substring(0, colon);
      var model = name.startsWith(MODELS) ? name.substring(MODELS.length()) : name;
      if (model.isEmpty()) throw unknown(call);
      return switch (verb) {
        case "generateContent" -> asking(Operation.CHAT, model, false, call);
        case "streamGenerateContent" -> asking(Operation.CHAT, model, true, call);
        case "countTokens" -> asking(Operation.COUNT_TOKENS, model, false, call);
        case "embedContent", "batchEmbedContents" ->
            asking(Operation.EMBEDDING, model, false, call, verb);
        default -> throw unknown(call);
      };
    };
  }

  static Door bedrock(String prefix) {
    return call -> {
      var rest = call.rest(prefix);
      int slash = rest.lastIndexOf('/');
      if (slash <= 0) throw unknown(call);
      var model = rest.substring(0, slash);
      return switch (rest.substring(slash + 1)) {
        case "converse" -> asking(Operation.CHAT, model, false, call);
        case "converse-stream" -> asking(Operation.CHAT, model, true, call);
        default -> throw unknown(call);
      };
    };
  }

  private static Door.Asking asking(
      Operation operation, String model, boolean stream, HttpCall call) {
    return new Door.Asking(operation, new Place(model, stream, call.queries()));
  }

  private static Door.Asking asking(
      Operation operation, String model, boolean stream, HttpCall call, String verb) {
    var queries = new HashMap<>(call.queries());
    queries.put(Place.VERB, verb);
    return new Door.Asking(operation, new Place(model, stream, queries));
  }

  private static GatewayException unknown(HttpCall call) {
    return new GatewayException(
        Failure.of(
            Failure.Kind.UNKNOWN_PATH,
            "Unknown path: "
                + call.method()
                + " "
                + call.path()
                + ". See /docs for what there is."));
  }
}
