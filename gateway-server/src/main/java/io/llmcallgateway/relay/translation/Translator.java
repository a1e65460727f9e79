package io.llmcallgateway.relay.translation;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Outbound;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.DialectId;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.relay.call.ClientCall;
import io.llmcallgateway.relay.call.WorkLimits;
import io.llmcallgateway.route.Target;
import io.llmcallgateway.upload.Upload;
import io.llmcallgateway.upstream.UpstreamRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Prepares calls for targets: untouched where both sides speak one format and nothing needs
/// rewriting, else translated by way of the canonical conversation. Thread-safe.
public final class Translator {
  private final Dialects dialects;
  private final MissingEndpoints missing;
  private final RequestTranslation requests;

  /// @param missing the endpoints that are known not to be there
  public Translator(Dialects dialects, MediaSource media, MissingEndpoints missing) {
    this.dialects = dialects;
    this.missing = missing;
    this.requests = new RequestTranslation(media);
  }

  /// Chooses the endpoint of a target for a call, and finds how both fit.
  ///
  /// @param excluded the formats of endpoints that have been tried and are not there
  /// @param reach the formats between which the call's operation can be translated
  public TargetPairing pair(
      ClientCall call,
      Target asked,
      Set<DialectId> excluded,
      OperationReach reach,
      Catalog catalog) {
    var named = LongContext.named(asked);
    var choice =
        new EndpointChooser(call, named, excluded, reach, catalog, dialects, missing).choose();
    var target = choice.target();
    var dialect = dialects.of(target.provider());
    var rules = choice.rules();
    var model =
        new TargetModel(target.provider().id(), target.model(), rules, streams(call, choice));
    boolean same = call.dialect().equals(dialect) && call.dialect().passesAsIs(call.in(), rules);
    return new TargetPairing(call, asked, excluded, choice, dialect, model, same);
  }

  /// Returns whether a stream is asked of the target, whatever the client asks for.
  private static boolean streams(ClientCall call, EndpointChoice choice) {
    boolean asked = call.facts().stream();
    if (call.operation() != Operation.CHAT) return asked;
    return switch (choice.rules().serving().streaming()) {
      case EITHER -> asked;
      case ONLY -> true;
      case NOT_WITH_TOOLS -> asked && call.request().tools().isEmpty();
      case NEVER -> false;
    };
  }

  /// Returns whether another endpoint of the target is left to be tried where one is not there.
  public boolean hasOtherEndpoint(ClientCall call, Target asked, Set<DialectId> excluded) {
    if (call.operation() != Operation.CHAT) return false;
    return EndpointChooser.left(LongContext.named(asked), excluded).size() > 1;
  }

  /// Remembers that the excluded endpoints of a target are not there, since another one answered.
  public void noteMissing(TargetPairing pairing) {
    if (pairing.excluded().isEmpty()) return;
    var named = LongContext.named(pairing.asked());
    for (var way : named.provider().waysTo(named.model())) {
      if (pairing.excluded().contains(way.dialect())) missing.note(way, named.model());
    }
  }

  /// Prepares a chat: untouched where that may be, else translated. Throws a `GatewayException`
  /// where it cannot reach the target.
  ///
  /// @param losses takes what of the request does not reach the target
  public PreparedCall chat(TargetPairing pairing, Losses losses, WorkLimits limits)
      throws InterruptedException {
    var untouched = untouched(pairing, losses, limits);
    if (untouched != null) return untouched;
    pairing.requirePath();
    pairing.call().reserveTranslation(limits.held());
    return requests.chat(pairing, losses, limits);
  }

  /// Prepares a question for the tokens of a request; see `TargetPairing.counts`.
  public PreparedCall count(TargetPairing pairing, Losses losses, WorkLimits limits)
      throws InterruptedException {
    var untouched = untouched(pairing, losses, limits);
    if (untouched != null) return untouched;
    pairing.call().reserveTranslation(limits.held());
    return requests.count(pairing, losses);
  }

  /// Returns the headers of a request that is written in the target's format.
  public static Headers headers(TargetPairing pairing) {
    return pairing
        .dialect()
        .headers()
        .and(RequestTranslation.demoHeaders(pairing.call().in().headers()));
  }

  /// Prepares a call whose bytes may pass; null where they may not.
  public @Nullable PreparedCall untouched(TargetPairing pairing, Losses losses, WorkLimits limits)
      throws InterruptedException {
    if (!pairing.requestMayPass()) return null;
    var call = pairing.call();
    var dialect = (Dialect) pairing.dialect();
    var passing = dialect.untouched(call.in(), call.facts(), pairing.model(), losses);
    if (passing == null) return null;
    var path = path(pairing, true);
    if (!pairing.answerMayPass()) call.reserveTranslation(limits.held());
    var body = passing.body();
    if (pairing.choice().refuses()) body = unreasoning(dialect, body, losses);
    var headers = dialect.headers().and(headers(pairing, passing, losses));
    return new PreparedCall(
        pairing,
        request(pairing, path, headers, body, passing.upload()),
        true,
        pairing.answerMayPass(),
        ToolNameMapping.NONE,
        null,
        losses.isStrict(),
        losses.report());
  }

  private static Body unreasoning(Dialect dialect, Body body, Losses losses) {
    var changed = dialect.unreasoning(body);
    if (changed == null) return body;
    losses.add("reasoning_effort", "none-with-tools");
    return changed;
  }

  /// Returns the client's own headers, with what the model's name asks for besides.
  private static Headers headers(TargetPairing pairing, Outbound untouched, Losses losses) {
    boolean judged = ClientBetas.takesAll(pairing.model()) && !pairing.longContext();
    if (judged || !pairing.dialect().betasInHeader()) return untouched.headers();
    var betas =
        ClientBetas.kept(untouched.headers(), pairing.longContext(), pairing.model(), losses);
    return ClientBetas.only(untouched.headers(), betas);
  }

  /// Returns a request to the pairing's target.
  public static UpstreamRequest request(
      TargetPairing pairing, String path, Headers headers, Body body) {
    return request(pairing, path, headers, body, null);
  }

  private static UpstreamRequest request(
      TargetPairing pairing, String path, Headers headers, Body body, @Nullable Upload upload) {
    return new UpstreamRequest(
        pairing.target().provider(),
        pairing.call().operation(),
        pairing.model().stream(),
        path,
        headers,
        body,
        upload);
  }

  /// Returns the request's path below the provider's base URL.
  static String path(TargetPairing pairing, boolean untouched) {
    var call = pairing.call();
    var own = untouched ? call.dialect().pathAsIs(call.in()) : null;
    var usual = pairing.operationPath();
    return pairing.withModel(own == null ? usual : own);
  }
}
