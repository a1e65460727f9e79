package io.llmcallgateway.model;

import java.util.Set;

/// The top-level members of a format's bodies whose texts a model reads or writes.
///
/// @param request members of a request, besides its tools
/// @param answer members of a plain answer
public record CountedMembers(Set<String> request, Set<String> answer) {
  public static final CountedMembers NONE = new CountedMembers(Set.of(), Set.of());

  public CountedMembers {
    request = Set.copyOf(request);
    answer = Set.copyOf(answer);
  }
}
