package io.llmcallgateway.meter;

import io.llmcallgateway.model.CountedMembers;

/// Finds what there is to count in the bodies of a client's format.
public interface ClientFormats {
  /// The members of the format of that name; none where it is unknown.
  CountedMembers countedMembers(String dialect);
}
