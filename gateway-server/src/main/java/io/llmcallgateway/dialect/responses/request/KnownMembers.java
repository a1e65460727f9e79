package io.llmcallgateway.dialect.responses.request;

import io.llmcallgateway.dialect.support.RequestShape;

/// The members of a request that the reader understands.
final class KnownMembers {
  private KnownMembers() {}

  static final RequestShape SHAPE =
      RequestShape.of(
          """
          request {
            * model input @item instructions stream tools @tool parallel_tool_calls max_output_tokens
            temperature top_p top_logprobs user safety_identifier metadata service_tier prompt_cache_key
            store previous_response_id conversation background prompt
            tool_choice { type name namespace function { name } mode tools }
            text { format { type name description schema strict } verbosity }
            reasoning { effort summary generate_summary ~context ~mode }
            ~include ~truncation ~prompt_cache_retention ~prompt_cache_options ~stream_options
            ~max_tool_calls ~context_management ~client_metadata ~moderation
          }
          item {
            ? message { type role content @part id status +phase }
            ? function_call { * type id status call_id name namespace arguments ~caller }
            ? custom_tool_call { type id status call_id name namespace input }
            ? function_call_output custom_tool_call_output { * type id status call_id output @part }
            ? tool_search_call { type id status call_id arguments execution }
            ? tool_search_output { type id status call_id tools @tool execution }
            ? additional_tools { type id status role tools @tool }
            ? reasoning { type id status summary content encrypted_content ~format }
          }
          part {
            ? input_text output_text text { * type text annotations logprobs prompt_cache_breakpoint }
            ? refusal { type refusal }
            ? input_image { type image_url { url detail } detail file_id prompt_cache_breakpoint }
            ? input_file { type filename file_data file_url file_id prompt_cache_breakpoint ~detail }
            ? input_audio { type input_audio { data format } prompt_cache_breakpoint }
          }
          tool {
            ? function { * type name description parameters strict ~defer_loading ~allowed_callers }
            ? custom { type name description format ~defer_loading ~allowed_callers }
            ? namespace { type name tools @tool ~description }
            ? tool_search { type execution description parameters }
          }
          """);
}
