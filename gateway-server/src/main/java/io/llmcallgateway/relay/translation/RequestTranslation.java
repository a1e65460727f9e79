package io.llmcallgateway.relay.translation;

import io.llmcallgateway.dialect.TokenCounting;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Trait;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.relay.call.WorkLimits;
import java.util.List;

/// Writes a conversation as a request of the target's format, step by step: what the target cannot
/// take is put into a form that it can, or told as a loss. Thread-safe.
final class RequestTranslation {
  private final MediaSource media;

  RequestTranslation(MediaSource media) {
    this.media = media;
  }

  PreparedCall count(TargetPairing pairing, Losses losses) {
    var dialect = pairing.dialect();
    var betas = ClientBetas.counting(client(pairing), pairing.longContext(), pairing.model());
    var own = ClientBetas.only(ownHeaders(pairing), dialect.betasInBody() ? List.of() : betas);
    var request = asked(pairing, losses);
    var counted = ((TokenCounting) dialect).writeCount(request, pairing.model(), losses);
    var headers = dialect.headers().and(own).and(counted.headers());
    return new PreparedCall(
        pairing,
        Translator.request(pairing, Translator.path(pairing, false), headers, counted.body()),
        false,
        pairing.answerMayPass(),
        ToolNameMapping.NONE,
        null,
        losses.isStrict(),
        losses.report());
  }

  PreparedCall chat(TargetPairing pairing, Losses losses, WorkLimits limits)
      throws InterruptedException {
    var call = pairing.call();
    var dialect = pairing.dialect();
    var model = pairing.model();
    var betas = ClientBetas.kept(client(pairing), pairing.longContext(), model, losses);
    var own = ClientBetas.only(ownHeaders(pairing), dialect.betasInBody() ? List.of() : betas);
    requireOneChoice(pairing);
    var request = asked(pairing, losses);
    request =
        new MediaInliner(media, kind -> dialect.takesUrl(kind, model.rules()), limits).of(request);
    request = CustomToolsAsFunctions.fit(request, dialect.takesCustomTools(model.rules()), losses);
    boolean placed = model.rules().takes(Trait.PLACED_CACHE_MARKS) && !call.dialect().marksCaches();
    request = CacheMarkPlacer.place(request, placed, losses);
    request = ForeignToolResults.inWords(request, dialect.id());
    request = LostToolChoice.fit(request, dialect.id(), losses);
    if (dialect.betasInBody()) request = ClientBetas.inBody(request, betas);
    UnreadMembers.tell(call.request(), call.dialect().id(), dialect.id(), losses);
    var names = ToolNameMapping.of(request, dialect.toolNames());
    var written = dialect.writeRequest(names.apply(request, losses), model, losses);
    var enforced = written.formatEnforcedByGateway() ? request.format() : null;
    var headers = dialect.headers().and(own).and(written.headers());
    return new PreparedCall(
        pairing,
        Translator.request(pairing, Translator.path(pairing, false), headers, written.body()),
        false,
        pairing.answerMayPass() && enforced == null && !names.changesAnswers(),
        names,
        enforced,
        losses.isStrict(),
        losses.report());
  }

  private static Headers client(TargetPairing pairing) {
    return pairing.call().in().headers();
  }

  /// Returns the client's headers where it speaks the target's format, else those of no format.
  private static Headers ownHeaders(TargetPairing pairing) {
    boolean own = pairing.call().dialect().id().equals(pairing.dialect().id());
    return own ? client(pairing) : demoHeaders(client(pairing));
  }

  /// Returns the demo provider's knob, which is no dialect's.
  static Headers demoHeaders(Headers client) {
    var rate = client.first("x-demo-tokens-per-second");
    return rate == null ? Headers.NONE : Headers.of("x-demo-tokens-per-second", rate);
  }

  private static ChatRequest asked(TargetPairing pairing, Losses losses) {
    var call = pairing.call();
    var rules = pairing.model().rules();
    var kept = BillingLineFilter.kept(call.request(), rules, losses);
    return UnaskedReasoning.fit(kept, call.dialect().reasonsIfAsked(), rules, losses);
  }

  /// Half of the answers asked for is not what was asked for.
  private static void requireOneChoice(TargetPairing pairing) {
    int asked = pairing.call().request().choices();
    if (asked <= 1 || pairing.dialect().takesChoices(pairing.model().rules())) return;
    throw new GatewayException(
        Failure.of(
                Failure.Kind.INVALID_REQUEST,
                "The provider '"
                    + pairing.target().provider().id()
                    + "' gives one answer to a call; ask "
                    + asked
                    + " times instead of for n="
                    + asked
                    + ".")
            .withParam("n"));
  }
}
