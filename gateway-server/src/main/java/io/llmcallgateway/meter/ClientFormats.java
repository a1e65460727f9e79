package io.llmcallgateway.meter;

import io.llmcallgateway.model.CountedMembers;

/// Finds the members of request and answer bodies whose texts are counted, by format.
public interface ClientFormats {
  /// Returns the members of a format; none if it is unknown.
  CountedMembers countedMembers(String dialect);
}
