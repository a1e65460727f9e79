package io.llmcallgateway.dialect.openai;

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

/// Where the parts of a conversation are in chat completions, completions and embeddings.
final class OpenAiShapes {
  private static final BodyShape CONTENT =
      ChatShapes.content(
          Map.of(
              "text", ChatShapes.TEXT_BLOCK,
              "refusal", ChatShapes.REFUSAL,
              "image_url", ChatShapes.IMAGE_URL,
              "input_audio",
                  PartShape.of(PartType.AUDIO)
                      .mediaType("input_audio.format")
                      .sameBy("input_audio.data"),
              "video_url",
                  PartShape.of(PartType.FILE).text("video_url.url").sameBy("video_url.url"),
              "file",
                  PartShape.of(PartType.FILE)
                      .text("file.file_id")
                      .name("file.filename")
                      .sameBy("file"),
              "thinking", PartShape.of(PartType.REASONING).text("thinking")));

  private static final BodyShape MESSAGE =
      ChatShapes.message(
          members(
              Map.of(
                  "content",
                  CONTENT,
                  "reasoning_content",
                  ChatShapes.REASONING,
                  "reasoning",
                  ChatShapes.REASONING,
                  "refusal",
                  ChatShapes.REFUSAL,
                  "tool_calls",
                  each(ChatShapes.TOOL_CALL),
                  "function_call",
                  ChatShapes.TOOL_CALL,
                  "annotations",
                  each(ChatShapes.CITATION),
                  "audio",
                  PartShape.of(PartType.AUDIO).text("transcript", "id").sameBy("id"))),
          ChatShapes.TOOL_RESULT);

  private static final BodyShape TEXTS = stringOr(each(stringOr(BodyShape.HIDDEN)));

  static final BodyShapes ALL =
      new BodyShapes(
          members(
              Map.of(
                  "messages", each(MESSAGE),
                  "tools", ChatShapes.TOOLS,
                  "functions", ChatShapes.TOOLS,
                  "prompt", in(PartRole.USER, TEXTS),
                  "suffix", in(PartRole.USER, PartShape.TEXT),
                  "input", in(PartRole.USER, TEXTS))),
          members(
              Map.of(
                  "choices",
                  in(
                      PartRole.ASSISTANT,
                      each(members(Map.of("message", MESSAGE, "text", PartShape.TEXT)))),
                  "error",
                  ChatShapes.ERROR)));

  private OpenAiShapes() {}
}
