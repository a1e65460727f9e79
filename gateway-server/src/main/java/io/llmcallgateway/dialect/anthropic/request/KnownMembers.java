package io.llmcallgateway.dialect.anthropic.request;

import io.llmcallgateway.dialect.support.RequestShape;

/// The members of a request that `RequestReader` reads. All others are reported as losses.
final class KnownMembers {
  private KnownMembers() {}

  static final RequestShape SHAPE =
      RequestShape.of(
          """
          request {
            * model messages { * role content @block } system @block max_tokens stream temperature top_p
            top_k stop_sequences thinking { type budget_tokens display } output_config output_format
            metadata service_tier
            tools {
              ? custom {
                * type name description input_schema strict cache_control @mark
                ~defer_loading ~eager_input_streaming ~allowed_callers ~input_examples
              }
            }
            tool_choice { type name disable_parallel_tool_use }
            ~cache_control ~context_management ~anthropic_beta ~betas ~anthropic_version ~speed
            ~diagnostics ~fallbacks
          }
          block {
            ? text { * type text cache_control @mark citations }
            ? image { * type source @source title cache_control @mark }
            ? document { * type source @source title cache_control @mark ~context ~citations }
            ? tool_use { * type id name input cache_control @mark ~caller }
            ? tool_result { * type tool_use_id content @block is_error cache_control @mark }
            ? thinking { type thinking signature }
            ? redacted_thinking { type data }
          }
          source { type media_type data url file_id content }
          mark { type ttl ~scope }
          """);
}
