package io.llmcallgateway.dialect.openai.request;

import io.llmcallgateway.dialect.support.RequestShape;

/// The members of a request that the reader understands.
final class KnownMembers {
  private KnownMembers() {}

  static final RequestShape SHAPE =
      RequestShape.of(
          """
          request {
            * model messages @message stream n user metadata service_tier verbosity prompt_cache_key
            max_tokens max_completion_tokens temperature top_p top_k frequency_penalty presence_penalty
            seed random_seed logprobs top_logprobs logit_bias stop parallel_tool_calls stream_options
            tools {
              ? function {
                * type function { name description parameters strict }
                name description parameters strict cache_control @mark prompt_cache_breakpoint
              }
              ? custom {
                type custom { name description format } cache_control @mark prompt_cache_breakpoint
              }
            }
            functions { * name description parameters strict cache_control @mark }
            tool_choice { type function { name } custom { name } name allowed_tools { mode tools } mode tools }
            function_call { name }
            response_format { type json_schema { name description schema strict } schema }
            reasoning_effort reasoning { effort max_tokens enabled exclude summary ~generate_summary }
            include_reasoning thinking { type budget_tokens display ~keep ~clear_thinking }
            enable_thinking thinking_budget
            ~store ~safety_identifier ~prompt_cache_retention ~prompt_cache_options ~prediction ~moderation
            ~cache_control ~repetition_penalty ~min_p ~top_a ~provider ~route ~usage ~session_id ~trace
          }
          message {
            * role content @content name tool_call_id refusal annotations cache_control @mark
            tool_calls {
              * type id index function { name arguments } custom { name input } extra_content
              cache_control @mark prompt_cache_breakpoint
            }
            function_call { name arguments }
            reasoning_content reasoning reasoning_details thinking_blocks thinking extra_content
            ~prefix ~partial ~phase ~id ~weight
          }
          content {
            ? text input_text output_text {
              * type text cache_control @mark prompt_cache_breakpoint ~annotations
            }
            ? refusal { type refusal }
            ? image_url { * type image_url { url detail ~format } document_name cache_control @mark prompt_cache_breakpoint
                ~min_pixels ~max_pixels ~fps
            }
            ? video_url { * type video_url { url ~format ~fps } document_name cache_control @mark prompt_cache_breakpoint
                ~min_pixels ~max_pixels ~fps
            }
            ? document_url { * type document_url { url } document_name cache_control @mark prompt_cache_breakpoint
                ~min_pixels ~max_pixels ~fps
            }
            ? input_audio { * type input_audio { data format } document_name cache_control @mark prompt_cache_breakpoint
                ~min_pixels ~max_pixels ~fps
            }
            ? file { * type file { file_data filename file_id ~format } document_name cache_control @mark prompt_cache_breakpoint
                ~min_pixels ~max_pixels ~fps
            }
            ? thinking { type thinking ~closed }
          }
          mark { type ttl ~scope }
          """);
}
