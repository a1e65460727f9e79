package io.llmcallgateway.dialect.bedrock.request;

import io.llmcallgateway.dialect.support.RequestShape;

/// The members of a request that the reader understands.
final class KnownMembers {
  private KnownMembers() {}

  static final RequestShape SHAPE =
      RequestShape.of(
          """
          request {
            * system @block messages { role content @block }
            inferenceConfig { maxTokens temperature topP stopSequences }
            toolConfig {
              tools { toolSpec { name description inputSchema { json } strict } cachePoint @mark systemTool * }
              toolChoice { tool { name } any auto }
            }
            requestMetadata serviceTier { type } outputConfig additionalModelRequestFields
            ~additionalModelResponseFieldPaths ~performanceConfig
          }
          block {
            text image @media document @media video @media audio @media
            toolUse { type toolUseId name input }
            toolResult { type toolUseId content @result status }
            reasoningContent { reasoningText { text signature } redactedContent }
            citationsContent { content citations } guardContent cachePoint @mark searchResult *
          }
          media {
            format name source { bytes text content s3Location { uri +bucketOwner } } +context +citations
          }
          result { json text image @media document @media video @media searchResult * }
          mark { type ttl }
          """);
}
