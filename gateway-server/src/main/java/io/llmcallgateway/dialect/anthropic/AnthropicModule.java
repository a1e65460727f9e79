package io.llmcallgateway.dialect.anthropic;

import io.llmcallgateway.dialect.BodyShapes;
import io.llmcallgateway.dialect.ClientRoute;
import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.DialectModule;
import io.llmcallgateway.dialect.ModelListing;
import io.llmcallgateway.dialect.OperationPaths;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.model.CountedMembers;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.ReasoningStyle;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Describes Anthropic's Messages API.
public final class AnthropicModule implements DialectModule {
  private static final OperationPaths CLIENT_PATHS =
      OperationPaths.NONE
          .with(Operation.CHAT, "/v1/messages")
          .with(Operation.COUNT_TOKENS, "/v1/messages/count_tokens");

  private static final CountedMembers COUNTED =
      new CountedMembers(Set.of("messages", "system"), Set.of("content"));

  private final AnthropicDialect dialect = new AnthropicDialect();
  private final AnthropicDialect vertex = AnthropicDialect.vertex();

  @Override
  public DialectId id() {
    return DialectId.ANTHROPIC;
  }

  @Override
  public TargetDialect target() {
    return dialect;
  }

  @Override
  public BodyShapes shapes() {
    return AnthropicShapes.ALL;
  }

  @Override
  public TargetDialect vertexTarget() {
    return vertex;
  }

  @Override
  public Dialect client() {
    return dialect;
  }

  @Override
  public OperationPaths clientPaths() {
    return CLIENT_PATHS;
  }

  @Override
  public List<ClientRoute> routes() {
    return Stream.of(
            ClientRoute.of(Operation.CHAT, "/v1/messages", "/messages", "/v1/v1/messages"),
            ClientRoute.of(
                Operation.COUNT_TOKENS,
                "/v1/messages/count_tokens",
                "/messages/count_tokens",
                "/v1/v1/messages/count_tokens"))
        .flatMap(List::stream)
        .toList();
  }

  /// Claude Code's usage reports.
  @Override
  public List<String> droppedPaths() {
    return List.of("/api/event_logging/batch");
  }

  @Override
  public ModelListing models() {
    return new ModelListing(
        "/v1/models?limit=1000", "data", "id", Headers.of("anthropic-version", "2023-06-01"));
  }

  @Override
  public ReasoningStyle reasoning() {
    return ReasoningStyle.BUDGET;
  }

  @Override
  public CountedMembers countedMembers() {
    return COUNTED;
  }
}
