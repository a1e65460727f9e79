package io.llmcallgateway.relay.translation;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Losses.Loss;
import io.llmcallgateway.relay.call.ClientCall;
import io.llmcallgateway.relay.call.ClientWaiting;
import io.llmcallgateway.relay.call.WorkLimits;
import io.llmcallgateway.route.Target;
import io.llmcallgateway.upstream.HttpUpstream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A call to one target as it would be, made ready as any call is and then not sent.
///
/// @param target the provider as it is spoken to at the endpoint
/// @param reason why it is that endpoint
/// @param address where the request would go; null where none would go out
/// @param translatedFor why the request is written anew; empty where its bytes pass
/// @param answerPasses whether the answer's bytes pass
/// @param body the request as the target would get it, null where none would go out
/// @param failure what the client would get instead of a call
public record Preview(
    Target target,
    String reason,
    @Nullable String address,
    List<String> translatedFor,
    boolean answerPasses,
    List<Loss> losses,
    @Nullable Body body,
    @Nullable Failure failure) {
  public Preview {
    translatedFor = List.copyOf(translatedFor);
    losses = List.copyOf(losses);
  }

  /// Prepares a chat without sending it.
  ///
  /// @param asked one of the targets that the call's model means
  public static Preview of(
      Inbound in, Dialect dialect, Target asked, Translator translator, Catalog catalog)
      throws InterruptedException {
    try (var held = new ByteBudget(Long.MAX_VALUE / 2).open()) { // it is alone in its process
      var call = new ClientCall(in, dialect, dialect.facts(in), 0);
      var pairing = translator.pair(call, asked, Set.of(), OperationReach.ALL_FORMATS, catalog);
      var losses = new Losses(in.strict(), pairing.model().provider() + "/" + asked.model());
      try {
        var limits = new WorkLimits(ClientWaiting.unwatched(), System.nanoTime(), held);
        return of(translator.chat(pairing, losses, limits));
      } catch (GatewayException e) {
        return of(pairing, losses.all(), false, false, null, null, e.failure());
      }
    } catch (GatewayException e) {
      return new Preview(asked, "", null, List.of(), false, List.of(), null, e.failure());
    }
  }

  private static Preview of(PreparedCall prepared) {
    var request = prepared.request();
    return of(
        prepared.pairing(),
        prepared.losses().told(),
        prepared.requestUntouched(),
        prepared.answerUntouched(),
        HttpUpstream.join(prepared.target().provider().baseUrl(), request.path()),
        request.body(),
        null);
  }

  private static Preview of(
      TargetPairing pairing,
      List<Loss> losses,
      boolean requestUntouched,
      boolean answerUntouched,
      @Nullable String address,
      @Nullable Body body,
      @Nullable Failure failure) {
    return new Preview(
        pairing.target(),
        pairing.choice().reason().text(),
        address,
        requestUntouched ? List.of() : reasons(pairing),
        answerUntouched,
        losses,
        body,
        failure);
  }

  /// Returns why the request is written anew.
  private static List<String> reasons(TargetPairing pairing) {
    var why = new ArrayList<String>(2);
    var client = pairing.call().dialect();
    if (!client.equals(pairing.dialect())) {
      why.add("the client speaks " + client.id() + ", the endpoint " + pairing.dialect().id());
      return why;
    }
    if (!pairing.sameFormat()) {
      why.add("it has a form, or carries another model's reasoning, that the target does not take");
    }
    if (pairing.lacksSchema()) why.add("the model is not held to a JSON schema by itself");
    for (var quirk : pairing.model().rules().quirks()) {
      if (quirk.rewritesRequests()) why.add("quirk " + quirk.text());
    }
    if (why.isEmpty()) why.add("it has what no change of a few bytes makes fit");
    return why;
  }
}
