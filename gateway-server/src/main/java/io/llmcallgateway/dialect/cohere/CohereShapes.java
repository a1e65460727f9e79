package io.llmcallgateway.dialect.cohere;

import static io.llmcallgateway.dialect.BodyShape.each;
import static io.llmcallgateway.dialect.BodyShape.in;
import static io.llmcallgateway.dialect.BodyShape.members;
import static io.llmcallgateway.dialect.BodyShape.stringOr;

import io.llmcallgateway.dialect.BodyShape;
import io.llmcallgateway.dialect.BodyShapes;
import io.llmcallgateway.dialect.PartRole;
import io.llmcallgateway.dialect.PartShape;
import io.llmcallgateway.dialect.PartType;
import io.llmcallgateway.dialect.support.ChatShapes;
import java.util.Map;

/// Where the parts of a conversation are in Cohere's requests and answers.
final class CohereShapes {
  private static final BodyShape DOCUMENT =
      stringOr(
          PartShape.of(PartType.FILE)
              .text("data.text", "data", "document")
              .name("data.title", "id"));

  private static final BodyShape MESSAGE =
      ChatShapes.message(
          members(
              Map.of(
                  "content",
                      ChatShapes.content(
                          Map.of(
                              "text",
                              ChatShapes.TEXT_BLOCK,
                              "thinking",
                              PartShape.of(PartType.REASONING).text("thinking"),
                              "image_url",
                              ChatShapes.IMAGE_URL,
                              "document",
                              DOCUMENT)),
                  "tool_plan", ChatShapes.REASONING,
                  "tool_calls", each(ChatShapes.TOOL_CALL),
                  "citations", each(ChatShapes.CITATION))),
          ChatShapes.TOOL_RESULT);

  private static final BodyShape TEXTS = in(PartRole.USER, each(PartShape.TEXT));

  static final BodyShapes ALL =
      new BodyShapes(
          members(
              Map.of(
                  "messages",
                  each(MESSAGE),
                  "documents",
                  in(PartRole.USER, each(DOCUMENT)),
                  "tools",
                  ChatShapes.TOOLS,
                  "texts",
                  TEXTS)),
          members(
              Map.of(
                  "message",
                  in(
                      PartRole.ASSISTANT,
                      new BodyShape.StringOr(in(PartRole.OTHER, PartShape.TEXT), MESSAGE)))));

  private CohereShapes() {}
}
