package io.llmcallgateway.dialect.gemini;

import static io.llmcallgateway.dialect.BodyShape.all;
import static io.llmcallgateway.dialect.BodyShape.each;
import static io.llmcallgateway.dialect.BodyShape.having;
import static io.llmcallgateway.dialect.BodyShape.in;
import static io.llmcallgateway.dialect.BodyShape.members;

import io.llmcallgateway.dialect.BodyShape;
import io.llmcallgateway.dialect.BodyShape.Choice;
import io.llmcallgateway.dialect.BodyShape.Speaker;
import io.llmcallgateway.dialect.BodyShapes;
import io.llmcallgateway.dialect.PartRole;
import io.llmcallgateway.dialect.PartShape;
import io.llmcallgateway.dialect.PartType;
import io.llmcallgateway.dialect.support.ChatShapes;
import java.util.List;
import java.util.Map;

/// Where the parts of a conversation are in Gemini's requests and answers. The API takes names in
/// both spellings.
final class GeminiShapes {
  private static final Map<String, PartRole> ROLES =
      Map.of(
          "user", PartRole.USER,
          "model", PartRole.ASSISTANT,
          "function", PartRole.TOOL,
          "system", PartRole.SYSTEM);

  private static final BodyShape PART =
      BodyShape.byMember(
          new Choice("thought", "true", PartShape.of(PartType.REASONING).text("text")),
          having("text", ChatShapes.TEXT_BLOCK),
          having("functionCall", call("functionCall")),
          having("function_call", call("function_call")),
          having("functionResponse", result("functionResponse")),
          having("function_response", result("function_response")),
          having("inlineData", media("inlineData")),
          having("inline_data", media("inline_data")),
          having("fileData", media("fileData")),
          having("file_data", media("file_data")),
          having(
              "executableCode",
              PartShape.of(PartType.TOOL_CALL)
                  .text("executableCode.code")
                  .name("executableCode.language")),
          having(
              "codeExecutionResult",
              in(
                  PartRole.TOOL,
                  PartShape.of(PartType.TOOL_RESULT)
                      .text("codeExecutionResult.output")
                      .name("codeExecutionResult.outcome"))));

  private static PartShape call(String member) {
    return PartShape.of(PartType.TOOL_CALL)
        .text(member + ".args")
        .name(member + ".name")
        .ref(member + ".id");
  }

  private static BodyShape result(String member) {
    return in(
        PartRole.TOOL,
        PartShape.of(PartType.TOOL_RESULT)
            .text(member + ".response")
            .name(member + ".name")
            .ref(member + ".id"));
  }

  private static PartShape media(String member) {
    return PartShape.of(PartType.FILE)
        .text(member + ".fileUri", member + ".file_uri")
        .mediaType(member + ".mimeType", member + ".mime_type")
        .name(member + ".displayName", member + ".display_name")
        .sameBy(member);
  }

  private static final BodyShape CONTENT =
      new Speaker("role", ROLES, Map.of(), members(Map.of("parts", each(PART))));

  private static final BodyShape SYSTEM =
      in(
          PartRole.SYSTEM,
          BodyShape.stringOr(each(members(Map.of("parts", each(PART), "text", PartShape.TEXT)))));

  private static final BodyShape DECLARATIONS =
      each(
          PartShape.of(PartType.TOOL_DEFINITION)
              .text("description", "")
              .name("name")
              .sameBy("description", "parameters", "parametersJsonSchema"));

  /// Tools of Google's own have their name as the member's.
  private static final BodyShape TOOL =
      new BodyShape.ByMember(
          List.of(
              having("functionDeclarations", members(Map.of("functionDeclarations", DECLARATIONS))),
              having(
                  "function_declarations", members(Map.of("function_declarations", DECLARATIONS)))),
          PartShape.of(PartType.TOOL_DEFINITION).text("").sameBy(""));

  private static final BodyShape GENERATE =
      all(
          members(
              Map.of(
                  "systemInstruction", SYSTEM,
                  "system_instruction", SYSTEM,
                  "contents", in(PartRole.USER, each(CONTENT)),
                  "content", in(PartRole.USER, CONTENT),
                  "tools", in(PartRole.TOOLS, each(TOOL)))));

  static final BodyShapes ALL =
      new BodyShapes(
          all(
              GENERATE,
              members(Map.of("generateContentRequest", GENERATE, "requests", each(GENERATE)))),
          members(
              Map.of(
                  "candidates",
                  in(PartRole.ASSISTANT, each(members(Map.of("content", CONTENT)))),
                  "error",
                  ChatShapes.ERROR)));

  private GeminiShapes() {}
}
