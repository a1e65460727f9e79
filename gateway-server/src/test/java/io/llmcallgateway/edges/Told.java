package io.llmcallgateway.edges;

/// A session as clients of a front door tell it.
public enum Told {
  CHAT,
  RESPONSES,
  MESSAGES,
  GEMINI,
  BEDROCK,
  COHERE;

  /// The session of a seed as it can be told here.
  public Session session(long seed) {
    return Session.of(seed, this == MESSAGES || this == BEDROCK);
  }

  /// The request after so many of the session's answers.
  public String request(Session session, int answers) {
    return switch (this) {
      case CHAT -> new ChatDoors.Chat(session).told(answers);
      case RESPONSES -> new ItemDoors.Responses(session).told(answers);
      case MESSAGES -> new MessagesDoors.Messages(session).told(answers);
      case GEMINI -> new ItemDoors.Gemini(session).told(answers);
      case BEDROCK -> new MessagesDoors.Converse(session).told(answers);
      case COHERE -> new ChatDoors.Cohere(session).told(answers);
    };
  }
}
