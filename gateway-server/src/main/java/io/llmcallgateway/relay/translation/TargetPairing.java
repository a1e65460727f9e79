package io.llmcallgateway.relay.translation;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.TokenCounting;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.relay.call.ClientCall;
import io.llmcallgateway.route.Target;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One call and one target, and how they fit: the endpoint, its format, the model under its rules,
/// and what may pass untouched. Immutable.
///
/// @param asked the target as it was asked for
/// @param excluded the formats of its endpoints that have been tried and are not there
/// @param sameFormat whether both sides speak one format, in a form that the target takes
public record TargetPairing(
    ClientCall call,
    Target asked,
    Set<DialectId> excluded,
    EndpointChoice choice,
    TargetDialect dialect,
    TargetModel model,
    boolean sameFormat) {

  public Target target() {
    return choice.target();
  }

  /// Returns whether the model's name asks for a context of a million tokens.
  boolean longContext() {
    return LongContext.isAsked(asked);
  }

  private boolean chats() {
    return call.operation() == Operation.CHAT;
  }

  /// Returns whether the target is asked for a stream where the client asks for one, and only
  /// there.
  private boolean sameMode() {
    return model.stream() == call.facts().stream();
  }

  /// Returns whether the target must be held to a JSON schema that it does not hold to by itself.
  boolean lacksSchema() {
    return call.facts().wantsSchema() && !model.rules().jsonSchema();
  }

  /// Returns whether the request's bytes may pass, but for ranges that the target does not take.
  boolean requestMayPass() {
    boolean rewritten = chats() && (lacksSchema() || model.rules().rewritesRequests());
    return sameFormat && sameMode() && !rewritten;
  }

  /// Returns whether the answer's bytes may pass, unless the request changed what it will hold.
  public boolean answerMayPass() {
    return sameFormat && sameMode() && !(chats() && model.rules().rewritesReplies());
  }

  /// Returns whether the target can count tokens.
  public boolean counts() {
    return path() != null && dialect instanceof TokenCounting;
  }

  /// Returns the operation's path below the provider's base URL; null where the target lacks it.
  @Nullable String path() {
    return path(target().provider(), dialect, call.operation(), model.stream());
  }

  /// Returns the operation's path. Throws a `GatewayException` (UNSUPPORTED) where the target lacks
  /// it.
  public String operationPath() {
    var path = path();
    if (path == null) throw unsupported("has no such operation in its dialect");
    return path;
  }

  /// Returns a path with the model's name filled in.
  public String withModel(String path) {
    return PathTemplate.fill(path, target().model());
  }

  static @Nullable String path(
      Provider provider, TargetDialect dialect, Operation operation, boolean stream) {
    var own = provider.paths().get(Provider.pathKey(operation, stream));
    if (own == null) return dialect.paths().of(operation, stream);
    return own.equals(Provider.NOWHERE) ? null : own;
  }

  /// Throws a `GatewayException` (UNSUPPORTED) where the target lacks the operation.
  public void requirePath() {
    var _ = operationPath();
  }

  /// Returns the failure of a call that cannot reach the target.
  ///
  /// @param why as in "a dialect which …"
  public GatewayException unsupported(String why) {
    return new GatewayException(
        Failure.of(
            Failure.Kind.UNSUPPORTED,
            "The provider '"
                + target().provider().id()
                + "' speaks the dialect '"
                + dialect.id()
                + "', which "
                + why
                + "."));
  }
}
