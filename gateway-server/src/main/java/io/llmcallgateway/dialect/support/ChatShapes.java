package io.llmcallgateway.dialect.support;

import io.llmcallgateway.dialect.BodyShape;
import io.llmcallgateway.dialect.BodyShape.Members;
import io.llmcallgateway.dialect.BodyShape.Speaker;
import io.llmcallgateway.dialect.PartRole;
import io.llmcallgateway.dialect.PartShape;
import io.llmcallgateway.dialect.PartType;
import java.util.Map;

/// The shapes that formats with OpenAI's messages share.
public final class ChatShapes {
  /// The message of an error.
  public static final BodyShape ERROR =
      BodyShape.in(
          PartRole.OTHER,
          PartShape.of(PartType.TEXT).text("message", "").name("type", "code", "status"));

  /// A text block.
  public static final PartShape TEXT_BLOCK = PartShape.of(PartType.TEXT).text("text");

  public static final PartShape IMAGE_URL =
      PartShape.of(PartType.IMAGE).text("image_url.url", "image_url").sameBy("image_url");

  public static final PartShape REFUSAL = PartShape.of(PartType.REFUSAL).text("refusal", "");

  public static final PartShape REASONING = PartShape.of(PartType.REASONING).text("");

  public static final PartShape CITATION =
      PartShape.of(PartType.CITATION)
          .text("url_citation.url", "url", "cited_text", "text", "")
          .name("url_citation.title", "title", "document_title", "filename");

  public static final PartShape TOOL_CALL =
      PartShape.of(PartType.TOOL_CALL)
          .text("function.arguments", "custom.input", "arguments")
          .name("function.name", "custom.name", "name")
          .ref("id");

  public static final BodyShape TOOL_RESULT =
      PartShape.of(PartType.TOOL_RESULT)
          .text("content")
          .name("name", "tool_name")
          .ref("tool_call_id");

  public static final BodyShape TOOLS =
      BodyShape.in(
          PartRole.TOOLS,
          BodyShape.each(
              PartShape.of(PartType.TOOL_DEFINITION)
                  .text("function.description", "custom.description", "description", "")
                  .name("function.name", "custom.name", "name", "type")
                  .sameBy(
                      "function.description",
                      "function.parameters",
                      "custom",
                      "description",
                      "parameters")));

  private ChatShapes() {}

  /// Returns the shape of messages with these members, and that of results of tools.
  public static BodyShape message(Members members, BodyShape toolResult) {
    return new Speaker("role", PartRole.USUAL, Map.of(PartRole.TOOL, toolResult), members);
  }

  /// Returns the shape of content that is a text or an array of blocks of these types.
  public static BodyShape content(Map<String, BodyShape> types) {
    return BodyShape.stringOr(BodyShape.each(BodyShape.stringOr(BodyShape.byType(types))));
  }
}
