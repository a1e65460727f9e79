package io.llmcallgateway.relay;

import io.llmcallgateway.dialect.Dialect;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.StoredCalls;
import io.llmcallgateway.limit.ByteBudget;
import io.llmcallgateway.model.ErrorRedactor;
import io.llmcallgateway.model.Facts;
import io.llmcallgateway.relay.call.Reply;
import io.llmcallgateway.relay.record.CallObservers;
import io.llmcallgateway.relay.translation.Translator;
import io.llmcallgateway.route.Plan;
import io.llmcallgateway.route.Target;
import io.llmcallgateway.route.TargetHealth;
import io.llmcallgateway.upstream.Upstream;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Parts that every exchange needs. Thread-safe.
///
/// @param planner the targets for what a request asks, by the catalogue of the moment
/// @param upstream reaches any provider, the demo included
/// @param requestTimeout the limit in force, see `REQUEST_TIMEOUT`
/// @param firstToken the limit of a stream's first token, by the name the model was found by; null
///   where there is none
/// @param streamCost whether streams that tell their usage tell their cost, asked or not
/// @param memory earlier calls, for clients that come back to them
/// @param keepAlive the silence after which a waiting client of a stream gets a comment
public record Relay(
    Function<Facts, Plan> planner,
    Translator crossings,
    Upstream upstream,
    TargetHealth health,
    CallObservers books,
    Supplier<Duration> requestTimeout,
    FirstToken firstToken,
    BooleanSupplier streamCost,
    ErrorRedactor disclosure,
    StoredCalls memory,
    Duration keepAlive) {

  /// Tells how long a stream's first token may take.
  public interface FirstToken {
    @Nullable Duration limit(String routedAs, Target target);
  }

  /// Serves one call from its request to its end, on the current thread. What a client, a provider
  /// or the network did wrong ends in the reply, the log and the metrics, never in an exception.
  ///
  /// @param held what the call holds of the budget of bytes
  public void serve(Inbound in, Dialect dialect, Reply reply, ByteBudget.Reservation held) {
    new Exchange(this, in, dialect, reply, held).run();
  }
}
