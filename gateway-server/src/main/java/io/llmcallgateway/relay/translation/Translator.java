package io.llmcallgateway.relay.translation;

import io.llmcallgateway.meter.Tokenizer;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.relay.call.ClientCall;
import io.llmcallgateway.route.Target;
import java.util.function.Function;

/// Parts that each crossing needs. Thread-safe.
///
/// @param rules what is known of a target's model
/// @param tokenizer counts for targets that do not
/// @param missing endpoints that are known not to be there
public record Translator(
    Dialects dialects,
    Function<Target, ModelRules> rules,
    MediaSource media,
    Tokenizer tokenizer,
    MissingEndpoints missing) {

  public Translation to(Target target, ClientCall call, boolean strict) {
    return new Translation(call, target, this, strict);
  }
}
