package io.llmcallgateway.http;

import io.llmcallgateway.dialect.UrlParameters;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Operation;
import java.util.HashMap;
import java.util.Set;
import java.util.regex.Pattern;

/// The doors whose path holds the model's name, slashes and colons in it raw or percent-encoded:
/// Gemini's `models/{m}:verb` and Bedrock's `model/{id}/converse`.
final class ModelPathParsers {
  /// Google's own prefix of what a model is asked for.
  static final String GEMINI = "/v1beta/models/";

  private static final String MODELS = "models/";

  private static final Set<String> VERBS =
      Set.of(
          "generateContent",
          "streamGenerateContent",
          "countTokens",
          "embedContent",
          "batchEmbedContents");

  /// Google's versions, wherever clients' base URLs put them.
  private static final Pattern VERSION = Pattern.compile("^(?:.*/)?v1(?:alpha|beta)\\d*/");

  private ModelPathParsers() {}

  /// Whether a path ends as Gemini's calls do, whatever stands before: clients whose model has a
  /// slash in its name leave `models/` out.
  static boolean isGemini(String path) {
    return VERBS.contains(verb(path.replace("%3A", ":").replace("%3a", ":")));
  }

  private static String verb(String path) {
    int colon = path.lastIndexOf(':');
    return colon < 0 ? "" : path.substring(colon + 1);
  }

  /// `projects/p/locations/l/publishers/google/models/m`, as Vertex AI's clients have it, is `m`.
  private static String geminiModel(String rest) {
    int colon = rest.lastIndexOf(':');
    if (colon < 0) return "";
    var name = VERSION.matcher(rest.substring(0, colon)).replaceFirst("");
    if (name.startsWith("v1/")) name = name.substring(3);
    if (name.startsWith(MODELS)) return name.substring(MODELS.length());
    int last = name.lastIndexOf('/' + MODELS);
    return name.startsWith("projects/") && last > 0
        ? name.substring(last + 1 + MODELS.length())
        : name;
  }

  static RouteParser gemini() {
    return call -> {
      var rest = call.rest("/");
      var verb = verb(rest);
      var model = geminiModel(rest);
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

  static RouteParser bedrock(String prefix) {
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

  private static RouteParser.Asking asking(
      Operation operation, String model, boolean stream, HttpCall call) {
    return new RouteParser.Asking(operation, new UrlParameters(model, stream, call.queries()));
  }

  private static RouteParser.Asking asking(
      Operation operation, String model, boolean stream, HttpCall call, String verb) {
    var queries = new HashMap<>(call.queries());
    queries.put(UrlParameters.VERB, verb);
    return new RouteParser.Asking(operation, new UrlParameters(model, stream, queries));
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
