package io.llmcallgateway.model.chat;

/// A member of a client's request without a counterpart in the canonical conversation.
///
/// @param path in the client's request, such as `messages[0].content[1].image_url.zz`
/// @param kept whether it is in `Extras`, so that a target of its own dialect gets it
/// @param hint whether its dialect documents it as not essential for the answer
public record UnreadMember(String path, boolean kept, boolean hint) {
  /// True if it is at the top level, where writers report the members they leave out.
  public boolean top() {
    return path.indexOf('.') < 0 && path.indexOf('[') < 0;
  }
}
