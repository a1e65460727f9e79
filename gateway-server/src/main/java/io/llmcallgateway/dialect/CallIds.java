package io.llmcallgateway.dialect;

import io.llmcallgateway.model.chat.ChatRequest;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gives tool calls of an answer ids that are unique in their conversation: the vendor's own where
/// it is, else one that is made up. (Gemini leaves them out, Ollama and others begin anew each
/// turn.) One answer, one thread.
public final class CallIds {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int LENGTH = 24;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Set<String> used;
  private final boolean keep;

  private CallIds(Set<String> used, boolean keep) {
    this.used = used;
    this.keep = keep;
  }

  /// For an answer to that conversation.
  public static CallIds after(ChatRequest request) {
    var used = new HashSet<String>();
    for (var message : request.messages()) {
      for (var call : message.toolCalls()) used.add(call.id());
    }
    return new CallIds(used, false);
  }

  /// For reading alone: ids stay what they are.
  public static CallIds asTheyAre() {
    return new CallIds(Set.of(), true);
  }

  /// The id for a call that the vendor calls `own`.
  public String claim(@Nullable String own) {
    if (keep) return own == null ? "" : own;
    if (own != null && !own.isBlank() && used.add(own)) return own;
    var made = mint();
    used.add(made);
    return made;
  }

  /// `call_` and 24 letters and digits.
  public static String mint() {
    var id = new StringBuilder(LENGTH + 5).append("call_");
    for (int i = 0; i < LENGTH; i++) id.append(ALPHABET.charAt(RANDOM.nextInt(62)));
    return id.toString();
  }
}
