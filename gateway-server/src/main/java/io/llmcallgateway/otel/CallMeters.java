package io.llmcallgateway.otel;

import io.llmcallgateway.model.record.CallRecord;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Counts ended calls in the metrics of the semantic conventions, and cost and errors in our own.
/// The values of attributes are few. Not thread-safe.
final class CallMeters {
  /// The number of distinct model names; further ones are counted as `other`.
  private static final int MOST_NAMES = 200;

  /// https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-metrics/ gives the boundaries.
  private static final List<Double> SECONDS =
      List.of(
          0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);

  private static final List<Double> FIRST_SECONDS =
      List.of(
          0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5,
          10.0);

  private static final List<Long> TOKENS =
      Stream.iterate(1L, count -> count * 4).limit(14).toList(); // 1 to 67,108,864

  private final SemanticConventions conventions;
  private final DoubleHistogram duration;
  private final DoubleHistogram firstToken;
  private final LongHistogram tokens;
  private final DoubleCounter cost;
  private final LongCounter errors;
  private final Set<String> models = new HashSet<>();

  CallMeters(Meter meter, SemanticConventions conventions) {
    this.conventions = conventions;
    this.duration =
        meter
            .histogramBuilder("gen_ai.client.operation.duration")
            .setUnit("s")
            .setDescription("How long calls took, as their clients saw it.")
            .setExplicitBucketBoundariesAdvice(SECONDS)
            .build();
    this.firstToken =
        meter
            .histogramBuilder("gen_ai.server.time_to_first_token")
            .setUnit("s")
            .setDescription("Time to the first content of streams.")
            .setExplicitBucketBoundariesAdvice(FIRST_SECONDS)
            .build();
    this.tokens =
        meter
            .histogramBuilder("gen_ai.client.token.usage")
            .ofLongs()
            .setUnit("{token}")
            .setDescription("Tokens that went in and came out.")
            .setExplicitBucketBoundariesAdvice(TOKENS)
            .build();
    this.cost =
        meter
            .counterBuilder("llmcallgateway.cost")
            .ofDoubles()
            .setUnit("USD")
            .setDescription("What calls cost, where the price is known.")
            .build();
    this.errors =
        meter
            .counterBuilder("llmcallgateway.errors")
            .setUnit("{call}")
            .setDescription("Calls that ended in an error.")
            .build();
  }

  void add(CallRecord call) {
    var common = common(call);
    var error = SemanticConventions.error(call);
    var timing = call.timing();
    duration.record(
        SemanticConventions.seconds(Math.max(0, timing.total())),
        error == null ? common : with(common).put(SemanticConventions.ERROR_TYPE, error).build());
    if (call.stream() && timing.firstToken() >= 0 && !call.failed()) {
      firstToken.record(SemanticConventions.seconds(timing.firstToken()), common);
    }
    var usage = call.usage();
    if (usage != null) {
      tokens.record(usage.promptTokens(), type(common, "input"));
      tokens.record(usage.completionTokens(), type(common, "output"));
    }
    if (call.cost().priced()) cost.add(call.cost().nanos() / 1e9, common);
    if (error == null) return;
    var failure = call.failure();
    var told = with(common).put(SemanticConventions.ERROR_TYPE, error);
    if (failure != null) told.put(SemanticConventions.ORIGIN, failure.origin().text());
    errors.add(1, told.build());
  }

  private Attributes common(CallRecord call) {
    var all = Attributes.builder();
    all.put(SemanticConventions.OPERATION, SemanticConventions.operation(call.operation()));
    put(all, conventions.provider(call.models().provider()));
    // Not the client's name: clients can make up any number of names.
    var sent = call.models().sent();
    if (sent != null) all.put(SemanticConventions.REQUEST_MODEL, bounded(sent));
    var returned = call.models().returned();
    if (returned != null) all.put(SemanticConventions.RESPONSE_MODEL, bounded(returned));
    return all.build();
  }

  private static void put(AttributesBuilder all, @Nullable String provider) {
    if (provider != null) all.put(SemanticConventions.PROVIDER, provider);
  }

  private String bounded(String model) {
    if (models.contains(model)) return model;
    if (models.size() >= MOST_NAMES || model.length() > MOST_NAMES) return "other";
    models.add(model);
    return model;
  }

  private static AttributesBuilder with(Attributes common) {
    return common.toBuilder();
  }

  private static Attributes type(Attributes common, String type) {
    return with(common).put(SemanticConventions.TOKEN_TYPE, type).build();
  }
}
