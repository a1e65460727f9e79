package io.llmcallgateway.relay.translation;

import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.route.Target;

/// The endpoint of a provider that a call goes to, where it has several.
///
/// @param target the provider as it is spoken to there
/// @param refuses whether even this one takes no tools while the model reasons
public record EndpointChoice(Target target, ModelRules rules, Reason reason, boolean refuses) {

  /// The reason for which an endpoint is chosen.
  public enum Reason {
    ONLY("it is the provider's only endpoint"),
    SERVES("it alone serves this model"),
    SET("gateway.yaml sets it"),
    OWN_FORMAT("it speaks the client's own format"),
    OTHERS_REFUSE("the endpoint of the client's format, or a better one, refuses what is asked"),
    BEST("it is the best one for a translated call");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }
}
