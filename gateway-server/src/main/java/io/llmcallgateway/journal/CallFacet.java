package io.llmcallgateway.journal;

import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.record.CallRecord;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The properties of calls that are filtered by equality. A call may have several values of one: it
/// has its status and the hundred of it, and the model as it was asked for and as it was sent.
public enum CallFacet {
  MODEL("model"),
  PROVIDER("provider"),
  KEY("key_id"),
  STATE("state"),
  /// Such as `429`, and `4xx`.
  STATUS("status"),
  /// The failure's code.
  CODE("code"),
  /// A `Cost.State`'s text, and `DIFFERS` where the provider says another cost.
  COST("cost"),
  DIALECT("dialect"),
  OPERATION("operation"),
  /// `true` or `false`.
  STREAM("stream"),
  SESSION("session"),
  USER("user"),
  TRACE("trace"),
  /// Whose fault the failure is, a `Failure.Fault`'s text.
  ORIGIN("origin"),
  /// `HIT` or `MISS` of the provider's prompt cache, nothing for a call without input.
  CACHE("cache");

  public static final String DIFFERS = "differs";
  public static final String HIT = "hit";
  public static final String MISS = "miss";

  private final String parameter;

  CallFacet(String parameter) {
    this.parameter = parameter;
  }

  /// The name of the parameter by which it is asked for.
  public String parameter() {
    return parameter;
  }

  /// The values that a call has.
  public List<String> values(CallRecord call) {
    return switch (this) {
      case MODEL -> texts(call.models().asked(), call.models().sent());
      case PROVIDER -> texts(call.models().provider());
      case KEY -> texts(call.client().key());
      case STATE -> texts(call.state().text());
      case STATUS -> texts("" + call.status(), call.status() / 100 + "xx");
      case CODE -> texts(call.failure() == null ? null : call.failure().label());
      case COST -> texts(call.cost().state().text(), call.costDiffers() ? DIFFERS : null);
      case DIALECT -> texts(call.dialect());
      case OPERATION -> texts(call.operation().text());
      case STREAM -> texts(String.valueOf(call.stream()));
      case SESSION -> texts(call.client().session());
      case USER -> texts(call.client().user());
      case TRACE -> texts(call.client().trace());
      case ORIGIN -> texts(call.failure() == null ? null : call.failure().fault().text());
      case CACHE -> cache(call);
    };
  }

  private static List<String> texts(@Nullable String... texts) {
    return Stream.of(texts).flatMap(Stream::ofNullable).distinct().toList();
  }

  private static List<String> cache(CallRecord call) {
    var usage = call.usage() == null ? Usage.NONE : call.usage();
    if (usage.cacheRead() > 0) return List.of(HIT);
    return usage.promptTokens() > 0 ? List.of(MISS) : List.of();
  }

  /// The costs that are told apart.
  public static List<String> costs() {
    var states = Stream.of(Cost.State.values()).map(Cost.State::text);
    return Stream.concat(states, Stream.of(DIFFERS)).toList();
  }
}
