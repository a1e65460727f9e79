package io.llmcallgateway.dialect.responses;

import io.llmcallgateway.dialect.BodyShapes;
import io.llmcallgateway.dialect.ClientRoute;
import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.DialectModule;
import io.llmcallgateway.dialect.ModelListing;
import io.llmcallgateway.dialect.OperationPaths;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.model.CountedMembers;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Operation;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Describes OpenAI's Responses API.
public final class ResponsesModule implements DialectModule {
  private static final OperationPaths CLIENT_PATHS =
      OperationPaths.NONE
          .with(Operation.CHAT, "/v1/responses")
          .with(Operation.COUNT_TOKENS, "/v1/responses/input_tokens");

  private static final CountedMembers COUNTED =
      new CountedMembers(Set.of("input", "instructions", "prompt"), Set.of("output"));

  private final ResponsesDialect dialect = new ResponsesDialect();

  @Override
  public DialectId id() {
    return DialectId.RESPONSES;
  }

  @Override
  public TargetDialect target() {
    return dialect;
  }

  @Override
  public BodyShapes shapes() {
    return ResponsesShapes.ALL;
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
            ClientRoute.of(Operation.CHAT, "/v1/responses", "/responses"),
            ClientRoute.of(
                Operation.COUNT_TOKENS, "/v1/responses/input_tokens", "/responses/input_tokens"))
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public List<String> storedAnswerPaths() {
    return List.of("/v1/responses/", "/responses/");
  }

  @Override
  public ModelListing models() {
    return new ModelListing("/models", "data", "id");
  }

  @Override
  public CountedMembers countedMembers() {
    return COUNTED;
  }
}
