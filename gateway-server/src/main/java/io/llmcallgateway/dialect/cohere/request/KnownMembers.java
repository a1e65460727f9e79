package io.llmcallgateway.dialect.cohere.request;

import io.llmcallgateway.dialect.support.RequestShape;

/// The members of a request that the reader understands.
final class KnownMembers {
  private KnownMembers() {}

  static final RequestShape SHAPE =
      RequestShape.of(
          """
          request {
            model stream tools { type function { name description parameters } } tool_choice strict_tools
            response_format { type json_schema schema } max_tokens stop_sequences temperature seed
            frequency_penalty presence_penalty k p logprobs thinking { type token_budget }
            messages {
              role content @content tool_call_id tool_plan
              tool_calls { type id function { name arguments } } ~citations
            }
            * ~citation_options ~safety_mode ~raw_prompting ~priority
          }
          content {
            ? text { type text }
            ? thinking { type thinking }
            ? image_url { type image_url { url detail } }
            ? document { type document { data ~id } }
          }
          """);
}
