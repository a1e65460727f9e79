package io.llmcallgateway.dialect.gemini;

import io.llmcallgateway.dialect.ClientRoute;
import io.llmcallgateway.dialect.RequestUrl;
import io.llmcallgateway.dialect.RoutedCall;
import io.llmcallgateway.dialect.UrlParameters;
import io.llmcallgateway.model.Operation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads `models/{model}:verb`, the model's slashes and colons raw or percent-encoded.
final class ModelUrl {
  static final Set<String> VERBS =
      Set.of(
          "generateContent",
          "streamGenerateContent",
          "countTokens",
          "embedContent",
          "batchEmbedContents");

  private static final String MODELS = "models/";

  /// Google's versions, wherever clients' base URLs put them.
  private static final Pattern VERSION = Pattern.compile("^(?:.*/)?v1(?:alpha|beta)\\d*/");

  private ModelUrl() {}

  static RoutedCall read(RequestUrl url) {
    var rest = url.rest("/");
    int colon = rest.lastIndexOf(':');
    var model = colon < 0 ? "" : model(rest.substring(0, colon));
    if (model.isEmpty()) throw ClientRoute.unknownPath(url);
    var verb = rest.substring(colon + 1);
    return switch (verb) {
      case "generateContent" -> call(Operation.CHAT, model, false, url.queries());
      case "streamGenerateContent" -> call(Operation.CHAT, model, true, url.queries());
      case "countTokens" -> call(Operation.COUNT_TOKENS, model, false, url.queries());
      case "embedContent", "batchEmbedContents" -> {
        var queries = new HashMap<>(url.queries());
        queries.put(UrlParameters.VERB, verb);
        yield call(Operation.EMBEDDING, model, false, queries);
      }
      default -> throw ClientRoute.unknownPath(url);
    };
  }

  /// `projects/p/locations/l/publishers/google/models/m`, as Vertex AI's clients have it, is `m`.
  private static String model(String path) {
    var name = VERSION.matcher(path).replaceFirst("");
    if (name.startsWith("v1/")) name = name.substring(3);
    if (name.startsWith(MODELS)) return name.substring(MODELS.length());
    int last = name.lastIndexOf('/' + MODELS);
    return name.startsWith("projects/") && last > 0
        ? name.substring(last + 1 + MODELS.length())
        : name;
  }

  private static RoutedCall call(
      Operation operation, String model, boolean stream, Map<String, String> queries) {
    return new RoutedCall(operation, new UrlParameters(model, stream, queries));
  }
}
