package io.llmcallgateway.relay;

import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.StoredCalls;
import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.metrics.CallMetrics;
import io.llmcallgateway.model.ErrorRedactor;
import io.llmcallgateway.relay.call.CallSnapshots;
import io.llmcallgateway.relay.call.Reply;
import io.llmcallgateway.relay.operation.OperationHandlers;
import io.llmcallgateway.relay.record.CallObservers;
import io.llmcallgateway.relay.translation.Translator;
import io.llmcallgateway.route.Router;
import io.llmcallgateway.route.TargetHealth;
import io.llmcallgateway.upstream.Upstream;
import java.time.Duration;
import java.time.InstantSource;

/// Serves calls: the parts that every exchange needs. Thread-safe.
///
/// @param upstream reaches any provider, the demo included
/// @param memory earlier calls, for clients that come back to them
/// @param metrics counts requests that never became calls
/// @param keepAlive the silence after which a waiting client of a stream gets a comment
public record Relay(
    CallSnapshots snapshots,
    Router router,
    Translator translator,
    OperationHandlers handlers,
    Upstream upstream,
    TargetHealth health,
    CallObservers observers,
    CallMetrics metrics,
    ErrorRedactor redactor,
    StoredCalls memory,
    Duration keepAlive,
    InstantSource clock) {

  /// Serves one call from its request to its end, on the current thread. What a client, a provider
  /// or the network did wrong ends in the reply, the log and the metrics, never in an exception.
  ///
  /// @param held what the call holds of the budget of bytes
  public void serve(Inbound in, Dialect dialect, Reply reply, ByteBudget.Reservation held) {
    new Exchange(this, in, dialect, reply, held).run();
  }
}
