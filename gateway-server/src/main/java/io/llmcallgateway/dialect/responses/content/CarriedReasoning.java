package io.llmcallgateway.dialect.responses.content;

import io.llmcallgateway.dialect.support.SignatureEnvelope;
import io.llmcallgateway.model.chat.Part;
import io.llmcallgateway.model.chat.Signature;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The signed reasoning of an answer since its last call. The id of the next call carries it for
/// clients that keep nothing else. One answer, one thread.
public final class CarriedReasoning {
  /// Longer reasoning is not carried, see `SignatureEnvelope.intoId`; the rest need not be kept.
  private static final int MOST = 64 * 1024;

  private final StringBuilder open = new StringBuilder(0);
  private final List<Part.Reasoning> signed = new ArrayList<>(0);
  private boolean tooLong;

  /// Adds a piece of reasoning.
  public void text(String text) {
    tooLong |= open.length() + text.length() > MOST;
    if (!tooLong) open.append(text);
  }

  /// Ends the open reasoning with its signature.
  public void sign(Signature signature) {
    if (!tooLong) signed.add(new Part.Reasoning(open.toString(), signature));
    forget();
  }

  /// Drops the open reasoning, which has ended without a signature.
  public void forget() {
    open.setLength(0);
    tooLong = false;
  }

  /// Returns a call's id with all reasoning that came before it.
  public String intoId(String id, @Nullable Signature ofCall) {
    var carrying = SignatureEnvelope.intoId(id, signed, ofCall);
    signed.clear();
    forget();
    return carrying;
  }

  /// Restores the reasoning of a message from the id of the call that follows it: clients may keep
  /// only the last of several reasoning items, or none.
  ///
  /// @param parts the parts since the message began, which are changed
  public static void restore(List<Part> parts, List<Part.Reasoning> carried) {
    int from = parts.size();
    while (from > 0 && !(parts.get(from - 1) instanceof Part.ToolCall)) from--;
    var since = parts.subList(from, parts.size());
    long kept =
        since.stream()
            .filter(part -> part instanceof Part.Reasoning it && it.signature() != null)
            .count();
    if (carried.size() <= kept) return;
    since.removeIf(Part.Reasoning.class::isInstance);
    parts.addAll(from, carried);
  }
}
