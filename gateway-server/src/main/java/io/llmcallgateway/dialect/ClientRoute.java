package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Operation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// A path by which clients send calls of a dialect, always by POST.
///
/// @param path an exact path, or one that ends in `{id}`, which takes all that follows
/// @param verbs the words after the last colon by which a path is this route's whatever stands
///   before; empty where the path alone decides
/// @param keyInQuery true if the client's key may stand in the query as `key`, too
public record ClientRoute(String path, Set<String> verbs, boolean keyInQuery, Reader reader) {
  /// Reads the operation of a request from its URL.
  public interface Reader {
    /// Throws a `GatewayException` (UNKNOWN_PATH) where the rest of the path means nothing.
    RoutedCall read(RequestUrl url);
  }

  public ClientRoute {
    verbs = Set.copyOf(verbs);
  }

  /// Routes whose paths mean just that operation.
  public static List<ClientRoute> of(Operation operation, String... paths) {
    var call = new RoutedCall(operation, UrlParameters.NONE);
    return Stream.of(paths).map(path -> of(path, _ -> call)).toList();
  }

  /// A route whose URL says more than its path.
  public static ClientRoute of(String path, Reader reader) {
    return new ClientRoute(path, Set.of(), false, reader);
  }

  /// The error for a path that no route takes.
  public static GatewayException unknownPath(RequestUrl url) {
    return new GatewayException(
        Failure.of(
            Failure.Kind.UNKNOWN_PATH,
            "Unknown path: " + url.method() + " " + url.path() + ". See /docs for what there is."));
  }
}
