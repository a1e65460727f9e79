package io.llmcallgateway.api.admin.playground;

import io.llmcallgateway.catalog.Provider;
import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.UrlParameters;
import io.llmcallgateway.http.BodyReader;
import io.llmcallgateway.http.HttpCall;
import io.llmcallgateway.http.Route;
import io.llmcallgateway.journal.JournalAccess;
import io.llmcallgateway.journal.JournalException;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Caller;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.relay.Relay;
import io.llmcallgateway.wire.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Serves `POST /admin/api/providers/ID/test`: asks a provider for its models, or for a short
/// answer, and tells how it went and how long each phase took.
public final class ProviderTestPages {
  private static final String BELOW = "/admin/api/providers/";
  private static final String TEST = "/test";
  private static final String QUESTION = "Reply with the word OK.";
  private static final int MOST_TOKENS = 16;
  private static final int MOST_AT_ONCE = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ProviderSource providers;
  private final ModelLister lister;
  private final Dialect dialect;
  private final Relay relay;
  private final JournalAccess journal;
  private final BodyReader bodies;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  /// Finds a provider by its id.
  @FunctionalInterface
  public interface ProviderSource {
    @Nullable Provider find(String id);
  }

  /// Asks a provider for the list of its models.
  @FunctionalInterface
  public interface ModelLister {
    /// Throws a `GatewayException` if the provider gives none.
    List<String> list(Provider provider) throws InterruptedException;
  }

  /// @param dialect the dialect of chat completions
  public ProviderTestPages(
      ProviderSource providers,
      ModelLister lister,
      Dialect dialect,
      Relay relay,
      JournalAccess journal,
      BodyReader bodies) {
    this.providers = providers;
    this.lister = lister;
    this.dialect = dialect;
    this.relay = relay;
    this.journal = journal;
    this.bodies = bodies;
  }

  /// Returns the routes of these pages.
  public List<Route> routes() {
    return List.of(new Route("POST", BELOW + "{id}", Route.Access.KEY, this::test));
  }

  private void test(HttpCall call) throws IOException, InterruptedException {
    var rest = call.rest(BELOW);
    var provider =
        rest.endsWith(TEST)
            ? providers.find(rest.substring(0, rest.length() - TEST.length()))
            : null;
    if (provider == null) {
      throw new GatewayException(
          Failure.of(Failure.Kind.UNKNOWN_PATH, "There is no provider to test at this path."));
    }
    var asked = read(bodies.read(call));
    if (!places.tryAcquire()) {
      throw new GatewayException(
          Failure.of(Failure.Kind.RATE_LIMITED, "Other tests are under way; try again soon."));
    }
    ObjectNode document;
    try {
      document =
          switch (asked.path("kind").asString("chat")) {
            case "list" -> list(provider);
            case "chat" -> chat(call, provider, asked, false);
            case "stream" -> chat(call, provider, asked, true);
            default -> throw TrialRequest.invalid("'kind' must be list, chat or stream.", "kind");
          };
    } finally {
      places.release();
    }
    call.json(200, Json.MAPPER.writeValueAsBytes(document));
  }

  private static ObjectNode read(Body body) {
    if (body.size() == 0) return Json.MAPPER.createObjectNode();
    try {
      if (Json.MAPPER.readTree(body.toByteArray()) instanceof ObjectNode object) return object;
    } catch (JacksonException e) {
      throw new GatewayException(
          Failure.of(Failure.Kind.INVALID_REQUEST, "The request body is not valid JSON."), e);
    }
    throw TrialRequest.invalid("The request body must be a JSON object.", null);
  }

  private ObjectNode list(Provider provider) throws InterruptedException {
    var document = Json.MAPPER.createObjectNode();
    long began = System.nanoTime();
    try {
      var models = lister.list(provider);
      document.put("ok", true);
      document.put("models", models.size());
    } catch (GatewayException e) {
      document.put("ok", false);
      error(document, e.failure());
    }
    phase(document.putArray("phases"), "total", (System.nanoTime() - began) / 1_000);
    return document;
  }

  private ObjectNode chat(HttpCall call, Provider provider, ObjectNode asked, boolean stream)
      throws InterruptedException {
    var model = model(provider, asked);
    var reply = new DiscardingReply();
    var held = call.held();
    var inbound = inbound(call, provider.id() + "/" + model, stream);
    var running = Thread.ofVirtual().start(() -> relay.serve(inbound, dialect, reply, held));
    boolean inTime = running.join(PATIENCE);
    if (!inTime) {
      reply.leave();
      running.join();
    }
    var document = Json.MAPPER.createObjectNode();
    document.put("model", model);
    document.put("call", call.id().text());
    var record = record(call);
    if (record == null) {
      document.put("ok", false);
      error(document, Failure.of(Failure.Kind.OVERLOADED, "The call is not in the journal yet."));
    } else {
      write(record, document, inTime);
    }
    return document;
  }

  private String model(Provider provider, ObjectNode asked) throws InterruptedException {
    var given = asked.path("model").asString("");
    if (!given.isBlank()) return given;
    var known = provider.models().isEmpty() ? lister.list(provider) : provider.models();
    if (!known.isEmpty()) return known.getFirst();
    throw TrialRequest.invalid("The provider lists no models: name one in 'model'.", "model");
  }

  private Inbound inbound(HttpCall call, String model, boolean stream) {
    var request = Json.MAPPER.createObjectNode();
    request.put("model", model);
    request.put("max_tokens", MOST_TOKENS);
    if (stream) request.put("stream", true);
    request.putArray("messages").addObject().put("role", "user").put("content", QUESTION);
    var caller =
        Caller.within(PlaygroundPages.KEY_ID, call.clientAddress(), call.header("user-agent"));
    return new Inbound(
        call.id(),
        Operation.CHAT,
        UrlParameters.NONE,
        Headers.NONE,
        Body.of(Json.MAPPER.writeValueAsBytes(request)),
        null,
        false,
        System.nanoTime(),
        caller);
  }

  private @Nullable CallRecord record(HttpCall call) {
    try {
      journal.settle();
      var found = journal.calls().find(call.id());
      return found == null ? null : found.record();
    } catch (JournalException e) {
      throw new GatewayException(
          Failure.of(Failure.Kind.OVERLOADED, String.valueOf(e.getMessage())), e);
    }
  }

  private static void write(CallRecord record, ObjectNode document, boolean inTime) {
    document.put("ok", record.state() == CallRecord.State.SUCCESS);
    document.put("status", record.status());
    var failure = record.failure();
    if (failure != null) error(document, failure);
    else if (!inTime) {
      error(document, Failure.of(Failure.Kind.TIMEOUT, "The provider took longer than 20 s."));
    }
    var phases = document.putArray("phases");
    if (!record.attempts().isEmpty()) {
      var last = record.attempts().getLast();
      phase(phases, "queued", last.phases().queued());
      phase(phases, "connect", last.phases().connect());
      phase(phases, "first_byte", last.phases().firstByte());
    }
    phase(phases, "first_token", record.timing().firstToken());
    phase(phases, "gateway", record.timing().own());
    phase(phases, "total", record.timing().total());
    var usage = record.usage();
    if (usage != null) {
      document.put("input_tokens", usage.promptTokens());
      document.put("output_tokens", usage.completionTokens());
    }
    document.put("cost", record.cost().state().text());
    if (record.cost().priced()) document.put("cost_usd", record.cost().dollars());
  }

  private static void error(ObjectNode document, Failure failure) {
    var error = document.putObject("error");
    error.put("kind", failure.kind().text());
    error.put("origin", failure.origin().text());
    error.put("message", failure.message());
    if (failure.code() != null) error.put("code", failure.code());
  }

  /// @param micros left out if negative
  private static void phase(ArrayNode phases, String name, long micros) {
    if (micros >= 0) phases.addObject().put("name", name).put("ms", micros / 1_000.0);
  }
}
