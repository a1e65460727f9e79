package io.llmcallgateway.edges;

/// A client format in which an agent's session can be written.
public enum SessionFormat {
  CHAT,
  RESPONSES,
  MESSAGES,
  GEMINI,
  BEDROCK,
  COHERE;

  /// Returns the session of a seed, restricted to what this format can express.
  public Session session(long seed) {
    return Session.of(seed, this == MESSAGES || this == BEDROCK);
  }

  /// Returns the request that follows the given number of the session's answers.
  public String request(Session session, int answers) {
    return switch (this) {
      case CHAT -> new ChatSessionWriters.Chat(session).request(answers);
      case RESPONSES -> new ItemSessionWriters.Responses(session).request(answers);
      case MESSAGES -> new MessagesSessionWriters.Messages(session).request(answers);
      case GEMINI -> new ItemSessionWriters.Gemini(session).request(answers);
      case BEDROCK -> new MessagesSessionWriters.Converse(session).request(answers);
      case COHERE -> new ChatSessionWriters.Cohere(session).request(answers);
    };
  }
}
