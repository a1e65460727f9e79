package io.llmcallgateway.dialect.bedrock;

import static io.llmcallgateway.dialect.BodyShape.all;
import static io.llmcallgateway.dialect.BodyShape.each;
import static io.llmcallgateway.dialect.BodyShape.having;
import static io.llmcallgateway.dialect.BodyShape.in;
import static io.llmcallgateway.dialect.BodyShape.members;

import io.llmcallgateway.dialect.BodyShape;
import io.llmcallgateway.dialect.BodyShape.CacheMarkShape;
import io.llmcallgateway.dialect.BodyShapes;
import io.llmcallgateway.dialect.PartRole;
import io.llmcallgateway.dialect.PartShape;
import io.llmcallgateway.dialect.PartType;
import io.llmcallgateway.dialect.support.ChatShapes;
import java.util.List;
import java.util.Map;

/// Where the parts of a conversation are in Converse's requests and answers.
final class BedrockShapes {
  private static final BodyShape CACHE_POINT = new CacheMarkShape(List.of("cachePoint.ttl"));

  private static final BodyShape RESULT_CONTENT =
      each(
          new BodyShape.ByMember(
              List.of(
                  having("image", media(PartType.IMAGE, "image")),
                  having("video", media(PartType.FILE, "video")),
                  having("document", media(PartType.FILE, "document"))),
              BodyShape.HIDDEN));

  private static final BodyShape BLOCK =
      BodyShape.byMember(
          having("text", ChatShapes.TEXT_BLOCK),
          having("cachePoint", CACHE_POINT),
          having("image", media(PartType.IMAGE, "image")),
          having("audio", media(PartType.AUDIO, "audio")),
          having("video", media(PartType.FILE, "video")),
          having("document", media(PartType.FILE, "document")),
          having(
              "toolUse",
              PartShape.of(PartType.TOOL_CALL)
                  .text("toolUse.input")
                  .name("toolUse.name")
                  .ref("toolUse.toolUseId")),
          having(
              "toolResult",
              in(
                  PartRole.TOOL,
                  all(
                      PartShape.of(PartType.TOOL_RESULT)
                          .text("toolResult.content")
                          .ref("toolResult.toolUseId"),
                      members(Map.of("toolResult", members(Map.of("content", RESULT_CONTENT))))))),
          having(
              "reasoningContent",
              PartShape.of(PartType.REASONING)
                  .text("reasoningContent.reasoningText.text")
                  .sameBy("reasoningContent")),
          having(
              "citationsContent",
              all(
                  PartShape.of(PartType.TEXT).text("citationsContent.content"),
                  members(
                      Map.of(
                          "citationsContent",
                          members(Map.of("citations", each(ChatShapes.CITATION))))))));

  private static PartShape media(PartType type, String member) {
    return PartShape.of(type)
        .text(member + ".source.s3Location.uri")
        .name(member + ".name")
        .mediaType(member + ".format")
        .sameBy(member + ".source");
  }

  private static final BodyShape MESSAGE =
      ChatShapes.message(members(Map.of("content", each(BLOCK))), BodyShape.UNKNOWN);

  private static final BodyShape TOOL =
      BodyShape.byMember(
          having("cachePoint", CACHE_POINT),
          having(
              "toolSpec",
              PartShape.of(PartType.TOOL_DEFINITION)
                  .text("toolSpec.description", "")
                  .name("toolSpec.name")
                  .sameBy("toolSpec.description", "toolSpec.inputSchema.json")),
          having(
              "systemTool",
              PartShape.of(PartType.TOOL_DEFINITION).text("").name("systemTool.name")));

  static final BodyShapes ALL =
      new BodyShapes(
          members(
              Map.of(
                  "system", in(PartRole.SYSTEM, each(BLOCK)),
                  "messages", each(MESSAGE),
                  "toolConfig", members(Map.of("tools", in(PartRole.TOOLS, each(TOOL)))))),
          members(
              Map.of(
                  "output",
                  in(PartRole.ASSISTANT, members(Map.of("message", MESSAGE))),
                  "message",
                  ChatShapes.ERROR)));

  private BedrockShapes() {}
}
