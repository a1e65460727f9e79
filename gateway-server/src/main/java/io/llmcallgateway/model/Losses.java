package io.llmcallgateway.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Tells what of a request cannot cross to its target, and what of its answer cannot cross back:
/// told, recorded, never silent. One call, one thread. Paths are ASCII as a client wrote the member
/// (`tools[0].strict`), reasons one word or two with hyphens (`unsupported`, `clamped-to-1`).
public final class Losses {
  private static final int MOST_TEXT = 1_024;

  /// Members of requests without which the answer is of other tools, another state or another
  /// place, whoever leaves them out.
  private static final Set<String> WEIGHTY = Set.of("mcp_servers", "container", "inference_geo");

  private final boolean strict;
  private final String target;
  private final List<Loss> all = new ArrayList<>(0);
  private final List<Loss> ofAnswer = new ArrayList<>(0);

  /// One thing left out or changed.
  public record Loss(String path, String reason) {
    @Override
    public String toString() {
      return path + ":" + reason;
    }
  }

  /// @param strict whether what changes the meaning is refused
  /// @param target provider and model, for the refusal's words
  public Losses(boolean strict, String target) {
    this.strict = strict;
    this.target = target;
  }

  /// Something that the answer can do without: a hint, an id, a knob of sampling.
  public void add(String path, String reason) {
    if (strict && WEIGHTY.contains(path)) changesMeaning(path, reason);
    var loss = new Loss(path, reason);
    if (!all.contains(loss)) all.add(loss);
  }

  /// Something without which the answer means something else. Throws in strict mode.
  public void changesMeaning(String path, String reason) {
    if (strict) {
      throw new GatewayException(
          Failure.of(
                  Failure.Kind.INVALID_REQUEST,
                  "'"
                      + path
                      + "' cannot be carried to "
                      + target
                      + " ("
                      + reason
                      + "), and the request is strict.")
              .withParam(path));
    }
    add(path, reason);
  }

  /// What of the answer does not reach the client, once for all: the last ones hold.
  public void ofAnswer(List<Loss> losses) {
    ofAnswer.clear();
    for (var loss : losses) if (!ofAnswer.contains(loss)) ofAnswer.add(loss);
  }

  public boolean isStrict() {
    return strict;
  }

  public List<Loss> all() {
    return List.copyOf(all);
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /// For the header `x-gateway-losses`: those of the request, at most 1 KB, then `+N` for the rest.
  public String header() {
    return text(all);
  }

  /// For the record: those of the request, then those of the answer under `answer.`; at most 1 KB,
  /// then `+N`.
  public String text() {
    if (ofAnswer.isEmpty()) return header();
    var both = new ArrayList<>(all);
    for (var loss : ofAnswer) both.add(new Loss("answer." + loss.path(), loss.reason()));
    return text(both);
  }

  private static String text(List<Loss> losses) {
    var text = new StringBuilder();
    for (int i = 0; i < losses.size(); i++) {
      var next = ascii(losses.get(i).toString());
      if (text.length() + next.length() + 8 > MOST_TEXT) {
        return text.append(text.isEmpty() ? "+" : ",+").append(losses.size() - i).toString();
      }
      if (!text.isEmpty()) text.append(',');
      text.append(next);
    }
    return text.toString();
  }

  private static String ascii(String text) {
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append(c > ' ' && c < 127 && c != ',' ? c : '?');
    }
    return out.toString();
  }
}
