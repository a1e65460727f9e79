package io.llmcallgateway.dialect;

import io.llmcallgateway.model.CountedMembers;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.ReasoningStyle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Describes a wire format to the rest of the gateway. A format is one package with one module;
/// adding one takes an id in `DialectId`, with what settings need to know of it, and one line of
/// `AllDialects`.
public interface DialectModule {
  DialectId id();

  /// The format as providers speak it.
  TargetDialect target();

  /// Where the parts of a conversation are in its bodies, for outlines.
  BodyShapes shapes();

  /// The format as Vertex AI speaks it, where that differs.
  default TargetDialect vertexTarget() {
    return target();
  }

  /// The format as clients speak it; null where only providers do.
  default @Nullable Dialect client() {
    return null;
  }

  /// The usual paths of clients' calls, for documents and exports.
  default OperationPaths clientPaths() {
    return OperationPaths.NONE;
  }

  /// The paths by which clients' calls come in. A client's base URL may end with `/v1` or not, so
  /// each usual path is also found with and without it.
  default List<ClientRoute> routes() {
    return List.of();
  }

  /// Prefixes below which clients get, and delete, the answers that the gateway has stored; only
  /// for a `StatefulDialect`.
  default List<String> storedAnswerPaths() {
    return List.of();
  }

  /// Paths whose requests are taken and dropped: clients tell their maker there how they are used,
  /// which a gateway keeps to itself, and an error would have it sent again and again.
  default List<String> droppedPaths() {
    return List.of();
  }

  /// The way in which clients usually ask a model to reason.
  default ReasoningStyle reasoning() {
    return ReasoningStyle.EFFORT;
  }

  /// The members of clients' bodies that are counted where a provider did not report its usage.
  default CountedMembers countedMembers() {
    return CountedMembers.NONE;
  }

  /// The list of models that providers of the format answer with; null where they have none.
  default @Nullable ModelListing models() {
    return null;
  }
}
