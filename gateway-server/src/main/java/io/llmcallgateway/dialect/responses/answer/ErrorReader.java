package io.llmcallgateway.dialect.responses.answer;

import io.llmcallgateway.dialect.support.OpenAiErrorReader;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.wire.Json;
import tools.jackson.databind.JsonNode;

/// Reads errors inside a reply with status 200: a failed response, an error event.
public final class ErrorReader {
  private ErrorReader() {}

  /// Returns the failure.
  ///
  /// @param error an object with `code` and `message` at least
  public static Failure of(JsonNode error, String provider) {
    var body = Json.MAPPER.createObjectNode();
    var inner = body.putObject("error");
    if (error.isString()) inner.put("message", error.asString());
    for (var member : error.properties()) {
      // members that only mark an error event
      boolean frame =
          member.getKey().equals("sequence_number")
              || (member.getKey().equals("type") && member.getValue().asString("").equals("error"));
      if (!frame) inner.set(member.getKey(), member.getValue());
    }
    return OpenAiErrorReader.inStream(Body.of(Json.MAPPER.writeValueAsBytes(body)), provider);
  }
}
