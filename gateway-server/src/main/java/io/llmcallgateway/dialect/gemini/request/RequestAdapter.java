package io.llmcallgateway.dialect.gemini.request;

import static tools.jackson.core.JsonToken.PROPERTY_NAME;
import static tools.jackson.core.JsonToken.START_OBJECT;

import io.llmcallgateway.dialect.gemini.content.ProtoJson;
import io.llmcallgateway.dialect.support.MemberRemoval;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.wire.Json;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/// Adapts a client's request to a target of the same format by byte ranges. It removes penalties
/// that the model refuses ("Penalty is not enabled for this model") and repeated function
/// responses. A `$ref` in a function response, which Google takes for a reference to one of its
/// parts, needs a translation.
public final class RequestAdapter {
  private static final Set<String> CONFIG = Set.of("generationConfig", "generation_config");
  private static final List<String> PENALTIES = List.of("Penalty\"", "_penalty\"");
  private static final List<String> REFERENCE = List.of("\"$ref\"");

  private RequestAdapter() {}

  /// Returns the adapted request, or null if byte ranges are not enough.
  public static @Nullable Body adapt(Body asked, ModelRules rules, Losses losses) {
    if (asked.holdsAny(REFERENCE) && refersInResponse(asked)) return null;
    var body = RepeatedResultRemover.remove(asked, losses);
    if (body == null) return null;
    boolean refused =
        rules.rejected().contains("frequency_penalty")
            || rules.rejected().contains("presence_penalty");
    if (!refused || !body.holdsAny(PENALTIES)) return body;
    return MemberRemoval.of(
        body, CONFIG, name -> rules.rejected().contains(ProtoJson.snake(name)), losses);
  }

  private static boolean refersInResponse(Body body) {
    var bytes = body.toByteArray();
    try (var parser = Json.parser(bytes, 0, bytes.length)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() != PROPERTY_NAME) continue;
        var name = parser.currentName();
        boolean response = name.equals("functionResponse") || name.equals("function_response");
        if (response && parser.nextToken() == START_OBJECT && refers(parser)) return true;
      }
    }
    return false;
  }

  /// True if the object that the parser has entered has a member `$ref` at any depth. Reads to the
  /// end of the object if it has none.
  private static boolean refers(JsonParser parser) {
    for (int depth = 1; depth > 0; ) {
      var token = parser.nextToken();
      if (token == null) return false;
      if (token.isStructStart()) depth++;
      else if (token.isStructEnd()) depth--;
      else if (token == PROPERTY_NAME && parser.currentName().equals("$ref")) return true;
    }
    return false;
  }
}
