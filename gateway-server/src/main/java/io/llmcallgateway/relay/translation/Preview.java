package io.llmcallgateway.relay.translation;

import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Losses.Loss;
import io.llmcallgateway.relay.call.ClientCall;
import io.llmcallgateway.relay.call.ClientWaiting;
import io.llmcallgateway.route.Target;
import io.llmcallgateway.upstream.HttpUpstream;
import io.llmcallgateway.upstream.WakeSignal;
import java.util.List;
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

  /// The call as it would be made, without sending it.
  ///
  /// @param asked one of the targets that the call's model means
  public static Preview of(Inbound in, Dialect dialect, Target asked, Translator crossings)
      throws InterruptedException {
    Translation crossing = null;
    try (var held = new ByteBudget(Long.MAX_VALUE / 2).open()) { // it is alone in its process
      var bell = new WakeSignal();
      var means = new ClientCall.Means(bell, new ClientWaiting(bell), System.nanoTime(), held);
      var call = new ClientCall(in, dialect, dialect.facts(in), 0, means);
      crossing = crossings.to(asked, call, in.strict());
      var body = crossing.outbound().body();
      return of(crossing, body, null);
    } catch (GatewayException e) {
      if (crossing != null) return of(crossing, null, e.failure());
      return new Preview(asked, "", null, List.of(), false, List.of(), null, e.failure());
    }
  }

  private static Preview of(Translation crossing, @Nullable Body body, @Nullable Failure failure) {
    var target = crossing.target();
    var address =
        body == null ? null : HttpUpstream.join(target.provider().baseUrl(), crossing.filledPath());
    return new Preview(
        target,
        crossing.choice().reason().text(),
        address,
        crossing.translatedFor(),
        crossing.replyAsIs(),
        crossing.losses().all(),
        body,
        failure);
  }
}
