package io.llmcallgateway.dialect.ollama;

import static io.llmcallgateway.dialect.BodyShape.each;
import static io.llmcallgateway.dialect.BodyShape.in;
import static io.llmcallgateway.dialect.BodyShape.members;

import io.llmcallgateway.dialect.BodyShape;
import io.llmcallgateway.dialect.BodyShapes;
import io.llmcallgateway.dialect.PartRole;
import io.llmcallgateway.dialect.PartShape;
import io.llmcallgateway.dialect.PartType;
import io.llmcallgateway.dialect.support.ChatShapes;
import java.util.Map;

/// Where the parts of a conversation are in Ollama's requests and answers.
final class OllamaShapes {
  private static final BodyShape MESSAGE =
      ChatShapes.message(
          members(
              Map.of(
                  "content",
                  PartShape.TEXT,
                  "thinking",
                  ChatShapes.REASONING,
                  "images",
                  each(PartShape.of(PartType.IMAGE).sameBy("")),
                  "tool_calls",
                  each(ChatShapes.TOOL_CALL))),
          ChatShapes.TOOL_RESULT);

  static final BodyShapes ALL =
      new BodyShapes(
          members(
              Map.of(
                  "messages", each(MESSAGE),
                  "tools", ChatShapes.TOOLS,
                  "system", in(PartRole.SYSTEM, PartShape.TEXT),
                  "prompt", in(PartRole.USER, PartShape.TEXT),
                  "input", in(PartRole.USER, each(PartShape.TEXT)))),
          members(
              Map.of(
                  "message", in(PartRole.ASSISTANT, MESSAGE),
                  "response", in(PartRole.ASSISTANT, PartShape.TEXT),
                  "error", ChatShapes.ERROR)));

  private OllamaShapes() {}
}
