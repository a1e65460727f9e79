package io.llmcallgateway.dialect.anthropic;

import static io.llmcallgateway.dialect.BodyShape.all;
import static io.llmcallgateway.dialect.BodyShape.each;
import static io.llmcallgateway.dialect.BodyShape.in;
import static io.llmcallgateway.dialect.BodyShape.members;
import static io.llmcallgateway.dialect.BodyShape.stringOr;

import io.llmcallgateway.dialect.BodyShape;
import io.llmcallgateway.dialect.BodyShape.ByType;
import io.llmcallgateway.dialect.BodyShapes;
import io.llmcallgateway.dialect.PartRole;
import io.llmcallgateway.dialect.PartShape;
import io.llmcallgateway.dialect.PartType;
import io.llmcallgateway.dialect.support.ChatShapes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where the parts of a conversation are in requests and answers of the Messages API.
final class AnthropicShapes {
  private static final BodyShape TEXT =
      all(ChatShapes.TEXT_BLOCK, members(Map.of("citations", each(ChatShapes.CITATION))));

  private static final BodyShape IMAGE =
      PartShape.of(PartType.IMAGE)
          .text("source.url", "source.file_id")
          .mediaType("source.media_type")
          .sameBy("source");

  private static final BodyShape DOCUMENT =
      PartShape.of(PartType.FILE)
          .text("source.url", "source.file_id")
          .name("title")
          .mediaType("source.media_type")
          .sameBy("source");

  private static final BodyShape TOOL_USE =
      PartShape.of(PartType.TOOL_CALL).text("input").name("name").ref("id");

  private static final BodyShape MEDIA_IN_RESULT =
      members(
          Map.of(
              "content",
              new BodyShape.StringOr(
                  BodyShape.HIDDEN,
                  each(
                      new ByType(
                          "type",
                          Map.of("image", IMAGE, "document", DOCUMENT),
                          BodyShape.HIDDEN)))));

  private static final BodyShape TOOL_RESULT =
      in(
          PartRole.TOOL,
          all(
              PartShape.of(PartType.TOOL_RESULT).text("content").ref("tool_use_id"),
              MEDIA_IN_RESULT));

  private static final List<String> CALLS = List.of("tool_use", "server_tool_use", "mcp_tool_use");

  private static final List<String> RESULTS =
      List.of(
          "tool_result",
          "mcp_tool_result",
          "web_search_tool_result",
          "web_fetch_tool_result",
          "code_execution_tool_result",
          "bash_code_execution_tool_result",
          "text_editor_code_execution_tool_result",
          "tool_search_tool_result");

  private static final BodyShape CONTENT = ChatShapes.content(blocks());

  private static Map<String, BodyShape> blocks() {
    var blocks = new HashMap<String, BodyShape>();
    blocks.put("text", TEXT);
    blocks.put("image", IMAGE);
    blocks.put("document", DOCUMENT);
    blocks.put("search_result", PartShape.of(PartType.FILE).text("content").name("title"));
    blocks.put("thinking", PartShape.of(PartType.REASONING).text("thinking"));
    blocks.put("redacted_thinking", PartShape.of(PartType.REASONING).sameBy("data"));
    for (var call : CALLS) blocks.put(call, TOOL_USE);
    for (var result : RESULTS) blocks.put(result, TOOL_RESULT);
    return blocks;
  }

  private static final BodyShape MESSAGE =
      ChatShapes.message(members(Map.of("content", CONTENT)), BodyShape.UNKNOWN);

  private static final BodyShape TOOL =
      PartShape.of(PartType.TOOL_DEFINITION)
          .text("description", "")
          .name("name", "type")
          .sameBy("description", "input_schema", "type");

  static final BodyShapes ALL =
      new BodyShapes(
          members(
              Map.of(
                  "system", in(PartRole.SYSTEM, CONTENT),
                  "messages", each(MESSAGE),
                  "tools", in(PartRole.TOOLS, each(TOOL)))),
          members(
              Map.of(
                  "content",
                  in(PartRole.ASSISTANT, stringOr(CONTENT)),
                  "error",
                  ChatShapes.ERROR)));

  private AnthropicShapes() {}
}
