package io.llmcallgateway.outline.cache;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.outline.Outline;

/// A request with its outline.
public record PromptBody(Body body, Outline outline) {
  byte[] bytes() {
    return body.toByteArray();
  }
}
