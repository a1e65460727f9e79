package io.llmcallgateway.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Collects the members of a request that its target does not accept, or accepts only changed.
/// Losses are reported in a header and in the record. A path is the member as the client wrote it
/// (`tools[0].strict`), a reason one or a few words with hyphens (`unsupported`, `clamped-to-1`).
/// One request, one thread.
public final class Losses {
  /// Members whose loss always changes the meaning of a request: it would use other tools, another
  /// state or another place.
  private static final Set<String> WEIGHTY = Set.of("mcp_servers", "container", "inference_geo");

  private final boolean strict;
  private final String target;
  private final List<Loss> all = new ArrayList<>(0);

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

  /// True if a loss that changes the meaning fails the request.
  public boolean isStrict() {
    return strict;
  }

  public List<Loss> all() {
    return List.copyOf(all);
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /// Returns what has been collected.
  public LossReport report() {
    return all.isEmpty() ? LossReport.NONE : new LossReport(all, List.of());
  }
}
