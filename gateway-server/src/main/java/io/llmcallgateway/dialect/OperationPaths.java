package io.llmcallgateway.dialect;

import io.llmcallgateway.model.Operation;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The paths of a dialect's operations: below a provider's base URL, or at the gateway. `{model}`
/// in a path stands for the model's name, percent-encoded. An operation that the dialect lacks has
/// no path.
public final class OperationPaths {
  /// A dialect without operations, to which they are added.
  public static final OperationPaths NONE = new OperationPaths(Map.of());

  private final Map<Operation, Path> paths;

  private record Path(String plain, String streamed) {}

  private OperationPaths(Map<Operation, Path> paths) {
    this.paths = paths;
  }

  /// These paths with one more operation, streamed or not.
  public OperationPaths with(Operation operation, String path) {
    return with(operation, path, path);
  }

  /// These paths with one more operation, whose stream has a path of its own.
  public OperationPaths with(Operation operation, String plain, String streamed) {
    var all = new EnumMap<Operation, Path>(Operation.class);
    all.putAll(paths);
    if (all.put(operation, new Path(plain, streamed)) != null) {
      throw new IllegalArgumentException("two paths of " + operation);
    }
    return new OperationPaths(all);
  }

  /// The path of an operation; null where the dialect lacks it.
  public @Nullable String of(Operation operation, boolean stream) {
    var path = paths.get(operation);
    if (path == null) return null;
    return stream ? path.streamed() : path.plain();
  }
}
