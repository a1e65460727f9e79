package io.llmcallgateway.dialect.gemini.request;

import io.llmcallgateway.dialect.gemini.content.ProtoJson;
import io.llmcallgateway.dialect.support.RequestShape;

/// The members of a request that `RequestReader` reads. All others are reported as losses.
final class KnownMembers {
  private KnownMembers() {}

  static final RequestShape SHAPE =
      RequestShape.of(
          """
          request {
            * model contents @content systemInstruction @content serviceTier
            tools { functionDeclarations @function ... } toolConfig
            generationConfig { thinkingConfig { includeThoughts thinkingBudget thinkingLevel } ... }
            ~safetySettings ~labels ~store
          }
          function {
            * name description parameters parametersJsonSchema ~response ~responseJsonSchema ~behavior
          }
          content { role parts @part }
          part {
            text thought thoughtSignature inlineData { mimeType data displayName }
            fileData { mimeType fileUri displayName } functionCall { id name args }
            functionResponse { id name response parts @part ~scheduling ~willContinue }
            +videoMetadata +mediaResolution +partMetadata ...
          }
          """,
          ProtoJson::camel);
}
