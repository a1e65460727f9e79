package io.llmcallgateway.dialect.bedrock;

import io.llmcallgateway.dialect.BodyShapes;
import io.llmcallgateway.dialect.ClientRoute;
import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.DialectModule;
import io.llmcallgateway.dialect.OperationPaths;
import io.llmcallgateway.dialect.RequestUrl;
import io.llmcallgateway.dialect.RoutedCall;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.dialect.UrlParameters;
import io.llmcallgateway.model.CountedMembers;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.ReasoningStyle;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Describes Amazon Bedrock's Converse.
public final class BedrockModule implements DialectModule {
  private static final OperationPaths CLIENT_PATHS =
      OperationPaths.NONE.with(
          Operation.CHAT, "/model/{model}/converse", "/model/{model}/converse-stream");

  private static final CountedMembers COUNTED =
      new CountedMembers(Set.of("messages", "system"), Set.of("output"));

  private final BedrockDialect dialect = new BedrockDialect();

  @Override
  public DialectId id() {
    return DialectId.BEDROCK;
  }

  @Override
  public TargetDialect target() {
    return dialect;
  }

  @Override
  public BodyShapes shapes() {
    return BedrockShapes.ALL;
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
    return Stream.of("/model/", "/v1/model/")
        .map(prefix -> ClientRoute.of(prefix + "{id}", url -> read(url, prefix)))
        .toList();
  }

  @Override
  public ReasoningStyle reasoning() {
    return ReasoningStyle.BUDGET;
  }

  @Override
  public CountedMembers countedMembers() {
    return COUNTED;
  }

  /// Reads `{model}/converse`; ARNs have slashes, raw or percent-encoded.
  private static RoutedCall read(RequestUrl url, String prefix) {
    var rest = url.rest(prefix);
    int slash = rest.lastIndexOf('/');
    if (slash <= 0) throw ClientRoute.unknownPath(url);
    boolean stream =
        switch (rest.substring(slash + 1)) {
          case "converse" -> false;
          case "converse-stream" -> true;
          default -> throw ClientRoute.unknownPath(url);
        };
    var parameters = new UrlParameters(rest.substring(0, slash), stream, url.queries());
    return new RoutedCall(Operation.CHAT, parameters);
  }
}
