package io.llmcallgateway.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Collects what a translation cannot carry: members of a request that its target does not accept,
/// and members of an answer that the client's dialect does not have. Losses are reported in a
/// header and in the record. A path is the member as the client wrote it (`tools[0].strict`), a
/// reason one or a few words with hyphens (`unsupported`, `clamped-to-1`). One call, one thread.
public final class Losses {
  private static final int MOST_TEXT = 1_024;

  /// Members whose loss always changes the meaning of a request: it would use other tools, another
  /// state or another place.
  private static final Set<String> WEIGHTY = Set.of("mcp_servers", "container", "inference_geo");

  private final boolean strict;
  private final String target;
  private final List<Loss> all = new ArrayList<>(0);
  private final List<Loss> ofAnswer = new ArrayList<>(0);

  /// A member that was left out or changed.
  public record Loss(String path, String reason) {
    @Override
    public String toString() {
      return path + ":" + reason;
    }
  }

  /// @param strict true if a loss that changes the meaning fails the request
  /// @param target provider and model, for the message of that failure
  public Losses(boolean strict, String target) {
    this.strict = strict;
    this.target = target;
  }

  /// Adds a loss that does not change the meaning: a hint, an id, a sampling parameter.
  public void add(String path, String reason) {
    if (strict && WEIGHTY.contains(path)) changesMeaning(path, reason);
    var loss = new Loss(path, reason);
    if (!all.contains(loss)) all.add(loss);
  }

  /// Adds a loss that changes the meaning of the request.
  ///
  /// @throws GatewayException if the request is strict
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

  /// Sets the losses of the answer; a later call replaces them.
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

  /// Returns the losses of the request for the header `x-gateway-losses`: at most 1 KB, then `+N`
  /// for the rest.
  public String header() {
    return text(all);
  }

  /// Returns the losses of the request and, prefixed by `answer.`, those of the answer, for the
  /// record: at most 1 KB, then `+N` for the rest.
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
