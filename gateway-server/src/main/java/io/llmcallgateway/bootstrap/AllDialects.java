package io.llmcallgateway.bootstrap;

import io.llmcallgateway.api.admin.bodies.BodyFormats;
import io.llmcallgateway.api.admin.calls.ClientPaths;
import io.llmcallgateway.api.client.StoredResponsePages;
import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.DialectModule;
import io.llmcallgateway.dialect.ModelListing;
import io.llmcallgateway.dialect.OperationPaths;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.dialect.anthropic.AnthropicModule;
import io.llmcallgateway.dialect.bedrock.BedrockModule;
import io.llmcallgateway.dialect.cohere.CohereModule;
import io.llmcallgateway.dialect.gemini.GeminiModule;
import io.llmcallgateway.dialect.ollama.OllamaModule;
import io.llmcallgateway.dialect.openai.OpenAiModule;
import io.llmcallgateway.dialect.responses.ResponsesModule;
import io.llmcallgateway.http.ClientRoutes;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.http.ServerOptions;
import io.llmcallgateway.meter.ClientFormats;
import io.llmcallgateway.model.CountedMembers;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.relay.Relay;
import io.llmcallgateway.relay.translation.Dialects;
import io.llmcallgateway.upload.UploadFolder;
import io.llmcallgateway.upstream.ModelListings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The modules of all wire formats that the gateway supports.
public final class AllDialects
    implements Dialects, ModelListings, ClientPaths, ClientFormats, BodyFormats {
  private final Map<DialectId, DialectModule> modules = new EnumMap<>(DialectId.class);

  public AllDialects() {
    for (var id : DialectId.values()) modules.put(id, module(id));
  }

  private static DialectModule module(DialectId id) {
    return switch (id) {
      case OPENAI -> new OpenAiModule();
      case RESPONSES -> new ResponsesModule();
      case ANTHROPIC -> new AnthropicModule();
      case GEMINI -> new GeminiModule();
      case BEDROCK -> new BedrockModule();
      case COHERE -> new CohereModule();
      case OLLAMA -> new OllamaModule();
    };
  }

  /// Returns the module of a provider's format.
  public DialectModule module(Provider provider) {
    return Objects.requireNonNull(modules.get(provider.dialect()));
  }

  /// Returns the modules in the order of `DialectId`.
  public Collection<DialectModule> modules() {
    return Collections.unmodifiableCollection(modules.values());
  }

  /// Returns the client side of a format. Throws an exception if only providers use the format.
  public Dialect client(DialectId id) {
    var client = Objects.requireNonNull(modules.get(id)).client();
    return Objects.requireNonNull(client, () -> "no client speaks " + id.text());
  }

  /// Returns the format of pages that belong to no dialect.
  public Dialect usual() {
    return client(DialectId.USUAL);
  }

  @Override
  public TargetDialect of(Provider provider) {
    var module = module(provider);
    return provider.isOnVertex() ? module.vertexTarget() : module.target();
  }

  @Override
  public @Nullable ModelListing listing(Provider provider) {
    return module(provider).models();
  }

  @Override
  public OperationPaths clientPaths(String dialect) {
    var id = DialectId.of(dialect);
    return id == null ? OperationPaths.NONE : Objects.requireNonNull(modules.get(id)).clientPaths();
  }

  @Override
  public CountedMembers countedMembers(String dialect) {
    var id = DialectId.of(dialect);
    return id == null
        ? CountedMembers.NONE
        : Objects.requireNonNull(modules.get(id)).countedMembers();
  }

  @Override
  public @Nullable DialectModule format(String dialect) {
    var id = DialectId.of(dialect);
    return id == null ? null : modules.get(id);
  }

  List<Route> routes(Relay relay, ServerOptions options, UploadFolder uploads) {
    var routes = new ArrayList<>(new ClientRoutes(relay, options, uploads).of(modules.values()));
    routes.addAll(new StoredResponsePages(relay.memory()).routes(modules.values()));
    return routes;
  }
}
