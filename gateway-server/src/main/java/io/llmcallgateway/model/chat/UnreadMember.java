package io.llmcallgateway.model.chat;

/// A member of a client's request that has no place in the canonical conversation.
///
/// @param path as the client wrote it: `messages[0].content[1].image_url.zz`
/// @param kept whether `Extras` hold it, so that a target of its own dialect gets it
/// @param hint whether its dialect documents it as something the answer can do without
public record UnreadMember(String path, boolean kept, boolean hint) {
  /// Whether it stands at the top level, where writers tell what they leave out.
  public boolean top() {
    return path.indexOf('.') < 0 && path.indexOf('[') < 0;
  }
}
