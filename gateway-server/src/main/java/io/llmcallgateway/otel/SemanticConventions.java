package io.llmcallgateway.otel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.record.CallRecord;
import io.opentelemetry.api.common.AttributeKey;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/// The names and values of attributes that spans and metrics share: the semantic conventions for
/// generative AI (https://opentelemetry.io/docs/specs/semconv/gen-ai/) and, below
/// `llmcallgateway.`, names for what they do not cover.
final class SemanticConventions {
  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
  static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("gen_ai.provider.name");
  static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey("gen_ai.request.model");
  static final AttributeKey<String> RESPONSE_MODEL =
      AttributeKey.stringKey("gen_ai.response.model");
  static final AttributeKey<Boolean> STREAM = AttributeKey.booleanKey("gen_ai.request.stream");
  static final AttributeKey<String> CONVERSATION = AttributeKey.stringKey("gen_ai.conversation.id");
  static final AttributeKey<List<String>> FINISH_REASONS =
      AttributeKey.stringArrayKey("gen_ai.response.finish_reasons");
  static final AttributeKey<Double> FIRST_CHUNK =
      AttributeKey.doubleKey("gen_ai.response.time_to_first_chunk");
  static final AttributeKey<Long> INPUT_TOKENS = AttributeKey.longKey("gen_ai.usage.input_tokens");
  static final AttributeKey<Long> OUTPUT_TOKENS =
      AttributeKey.longKey("gen_ai.usage.output_tokens");
  static final AttributeKey<Long> CACHE_READ =
      AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens");
  static final AttributeKey<Long> CACHE_WRITE =
      AttributeKey.longKey("gen_ai.usage.cache_creation.input_tokens");
  static final AttributeKey<Long> REASONING =
      AttributeKey.longKey("gen_ai.usage.reasoning.output_tokens");
  static final AttributeKey<String> INPUT_MESSAGES =
      AttributeKey.stringKey("gen_ai.input.messages");
  static final AttributeKey<String> OUTPUT_MESSAGES =
      AttributeKey.stringKey("gen_ai.output.messages");
  static final AttributeKey<String> TOKEN_TYPE = AttributeKey.stringKey("gen_ai.token.type");
  static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
  static final AttributeKey<String> CLIENT = AttributeKey.stringKey("client.address");
  static final AttributeKey<String> AGENT = AttributeKey.stringKey("user_agent.original");
  static final String OWN = "llmcallgateway.";
  static final AttributeKey<String> ORIGIN = AttributeKey.stringKey(OWN + "error.origin");

  private final Properties providers = new Properties();

  SemanticConventions() {
    try (var in = SemanticConventions.class.getResourceAsStream("/otel-providers.properties")) {
      if (in == null) throw new IllegalStateException("otel-providers.properties is missing");
      providers.load(new InputStreamReader(in, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns a provider's name in the conventions if they have one, else its id.
  @Nullable String provider(@Nullable String id) {
    return id == null ? null : providers.getProperty(id, id);
  }

  static String operation(Operation operation) {
    return operation.telemetryName();
  }

  /// Returns the error type, from a small set; null if the call did not end in an error.
  static @Nullable String error(CallRecord call) {
    if (!call.failed()) return null;
    var failure = call.failure();
    return failure == null ? call.state().text() : failure.kind().text();
  }

  static double seconds(long micros) {
    return micros / 1e6;
  }
}
