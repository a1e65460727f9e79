package io.llmcallgateway.dialect.responses;

import io.llmcallgateway.dialect.ErrorReader;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.wire.Json;
import io.llmcallgateway.wire.Tree;
import tools.jackson.databind.JsonNode;

/// Errors inside a reply with status 200: a failed response, an error event.
final class StreamErrors {
  private StreamErrors() {}

  /// @param error an object with `code` and `message`, at least
  static GatewayException of(JsonNode error, String provider) {
    var code = Tree.text(error, "code", Tree.text(error, "type", ""));
    var body = Json.MAPPER.createObjectNode();
    var inner = body.putObject("error");
    if (error.isString()) inner.put("message", error.asString());
    for (var member : error.properties()) {
      // what only tells that it is an error event
      boolean frame =
          member.getKey().equals("sequence_number")
              || (member.getKey().equals("type") && member.getValue().asString("").equals("error"));
      if (!frame) inner.set(member.getKey(), member.getValue());
    }
    return new GatewayException(
        ErrorReader.read(
            status(code), Headers.NONE, Body.of(Json.MAPPER.writeValueAsBytes(body)), provider));
  }

  /// The status that the code has outside of a stream.
  private static int status(String code) {
    return switch (code) {
      case "rate_limit_exceeded", "insufficient_quota" -> 429;
      case "server_is_overloaded", "slow_down", "overloaded" -> 503;
      case "invalid_api_key" -> 401;
      case "invalid_prompt",
          "context_length_exceeded",
          "model_not_found",
          "content_filter",
          "bio_policy",
          "cyber_policy",
          "invalid_image",
          "invalid_image_format",
          "invalid_base64_image",
          "invalid_image_url",
          "image_too_large",
          "image_too_small",
          "image_parse_error",
          "image_content_policy_violation",
          "failed_to_download_image",
          "image_file_not_found",
          "invalid_request_error" ->
          400;
      case "vector_store_timeout", "timeout" -> 504;
      default -> 500;
    };
  }
}
