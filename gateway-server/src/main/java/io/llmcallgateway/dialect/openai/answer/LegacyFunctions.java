package io.llmcallgateway.dialect.openai.answer;

import static tools.jackson.core.JsonToken.PROPERTY_NAME;
import static tools.jackson.core.JsonToken.START_OBJECT;

import io.llmcallgateway.dialect.AnswerContext;
import io.llmcallgateway.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Detects a client that uses `functions`, which preceded tools, and so expects `function_call` in
/// the answer. The request is examined when the first call comes.
public final class LegacyFunctions {
  private final AnswerContext asked;
  private @Nullable Boolean legacy;

  public LegacyFunctions(AnswerContext asked) {
    this.asked = asked;
  }

  public boolean wanted() {
    if (legacy == null) legacy = find();
    return legacy;
  }

  private boolean find() {
    boolean functions = false;
    try (var parser = Json.parser(asked.inbound().body())) {
      if (parser.nextToken() != START_OBJECT) return false;
      while (parser.nextToken() == PROPERTY_NAME) {
        var name = parser.currentName();
        if (name.equals("tools")) return false;
        functions |= name.equals("functions");
        parser.nextToken();
        parser.skipChildren();
      }
    } catch (JacksonException _) {
      return false; // impossible, since the body has been parsed before
    }
    return functions;
  }
}
