package io.llmcallgateway.dialect.responses;

import static io.llmcallgateway.dialect.BodyShape.all;
import static io.llmcallgateway.dialect.BodyShape.each;
import static io.llmcallgateway.dialect.BodyShape.having;
import static io.llmcallgateway.dialect.BodyShape.in;
import static io.llmcallgateway.dialect.BodyShape.members;
import static io.llmcallgateway.dialect.BodyShape.stringOr;

import io.llmcallgateway.dialect.BodyShape;
import io.llmcallgateway.dialect.BodyShapes;
import io.llmcallgateway.dialect.PartRole;
import io.llmcallgateway.dialect.PartShape;
import io.llmcallgateway.dialect.PartType;
import io.llmcallgateway.dialect.support.ChatShapes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where the parts of a conversation are in requests and answers of the Responses API.
final class ResponsesShapes {
  private static final BodyShape CITED_TEXT =
      all(ChatShapes.TEXT_BLOCK, members(Map.of("annotations", each(ChatShapes.CITATION))));

  private static final BodyShape MESSAGE =
      ChatShapes.message(
          members(
              Map.of(
                  "content",
                  ChatShapes.content(
                      Map.of(
                          "input_text",
                          ChatShapes.TEXT_BLOCK,
                          "output_text",
                          CITED_TEXT,
                          "text",
                          ChatShapes.TEXT_BLOCK,
                          "refusal",
                          ChatShapes.REFUSAL,
                          "input_image",
                          PartShape.of(PartType.IMAGE)
                              .text("image_url", "file_id")
                              .sameBy("image_url", "file_id"),
                          "input_audio",
                          PartShape.of(PartType.AUDIO)
                              .mediaType("input_audio.format")
                              .sameBy("input_audio.data"),
                          "input_file",
                          PartShape.of(PartType.FILE)
                              .text("file_url", "file_id")
                              .name("filename")
                              .sameBy("file_url", "file_id", "file_data"))))),
          BodyShape.UNKNOWN);

  private static final BodyShape CALL =
      in(
          PartRole.ASSISTANT,
          PartShape.of(PartType.TOOL_CALL)
              .text("arguments", "input", "action", "code", "")
              .name("name", "type")
              .ref("call_id", "id"));

  private static final BodyShape RESULT =
      in(PartRole.TOOL, PartShape.of(PartType.TOOL_RESULT).text("output", "").ref("call_id", "id"));

  /// Items that are calls of tools, and those that are their results.
  private static final List<String> CALLS =
      List.of(
          "function_call",
          "custom_tool_call",
          "web_search_call",
          "file_search_call",
          "computer_call",
          "image_generation_call",
          "code_interpreter_call",
          "local_shell_call",
          "shell_call",
          "apply_patch_call",
          "mcp_call",
          "tool_search_call");

  private static final List<String> RESULTS =
      List.of(
          "function_call_output",
          "custom_tool_call_output",
          "computer_call_output",
          "local_shell_call_output",
          "shell_call_output",
          "apply_patch_call_output",
          "tool_search_output");

  private static final BodyShape ITEM = new BodyShape.ByType("type", items(), messageWithoutType());

  private static Map<String, BodyShape> items() {
    var items = new HashMap<String, BodyShape>();
    items.put("message", MESSAGE);
    items.put(
        "reasoning",
        in(
            PartRole.ASSISTANT,
            PartShape.of(PartType.REASONING)
                .text("summary", "content")
                .sameBy("summary", "content", "encrypted_content")));
    for (var call : CALLS) items.put(call, CALL);
    for (var result : RESULTS) items.put(result, RESULT);
    return items;
  }

  private static BodyShape messageWithoutType() {
    return BodyShape.byMember(having("role", MESSAGE));
  }

  static final BodyShapes ALL =
      new BodyShapes(
          members(
              Map.of(
                  "instructions", in(PartRole.SYSTEM, stringOr(each(ITEM))),
                  "input", in(PartRole.USER, stringOr(each(ITEM))),
                  "tools", ChatShapes.TOOLS)),
          members(Map.of("output", in(PartRole.ASSISTANT, each(ITEM)), "error", ChatShapes.ERROR)));

  private ResponsesShapes() {}
}
