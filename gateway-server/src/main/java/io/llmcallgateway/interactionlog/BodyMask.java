package io.llmcallgateway.interactionlog;

import io.llmcallgateway.model.Body;

/// Masks what must not be kept in a body or a text of a call.
@FunctionalInterface
public interface BodyMask {
  Body mask(Body body);
}
