package io.llmcallgateway.dialect.anthropic.request;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.chat.ChatRequest;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Writes the sampling parameters and the stop sequences.
final class SamplingWriter {
  private static final double MOST_TEMPERATURE = 1; // "temperature: range: 0..1"
  private static final double LEAST_TOP_P_THINKING = 0.95;

  private final ChatRequest request;
  private final ModelRules rules;
  private final Losses losses;

  SamplingWriter(ChatRequest request, ModelRules rules, Losses losses) {
    this.request = request;
    this.rules = rules;
    this.losses = losses;
  }

  /// Writes the members.
  ///
  /// @param thinks true if the model thinks, which excludes `temperature`, `top_k` and a low
  ///   `top_p`
  void write(ObjectNode root, boolean thinks) {
    var sampling = request.sampling();
    var temperature = sampling.temperature();
    if (temperature != null && thinks && temperature != MOST_TEMPERATURE) {
      losses.add("temperature", "while-reasoning");
    } else if (temperature != null && takes("temperature")) {
      double most = Math.min(rules.mostTemperature(), MOST_TEMPERATURE);
      if (temperature > most) {
        losses.add("temperature", "clamped-to-" + (most == 1 ? "1" : Double.toString(most)));
      }
      root.put("temperature", Math.min(temperature, most));
    }
    var topP = sampling.topP();
    if (topP != null && thinks && topP < LEAST_TOP_P_THINKING) {
      losses.add("top_p", "while-reasoning");
    } else if (topP != null && root.has("temperature") && !rules.temperatureAndTopP()) {
      losses.add("top_p", "beside-temperature");
    } else if (topP != null && takes("top_p")) {
      root.put("top_p", topP);
    }
    if (sampling.topK() != null && thinks) losses.add("top_k", "while-reasoning");
    else if (sampling.topK() != null && takes("top_k")) root.put("top_k", sampling.topK());
    lose("frequency_penalty", sampling.frequencyPenalty());
    lose("presence_penalty", sampling.presencePenalty());
    lose("seed", sampling.seed());
    lose("logit_bias", sampling.logitBias());
    if (Boolean.TRUE.equals(sampling.logprobs())) losses.add("logprobs", "unsupported");
    writeStop(root);
  }

  private boolean takes(String name) {
    if (!rules.rejected().contains(name)) return true;
    losses.add(name, "rejected-by-model");
    return false;
  }

  private void lose(String name, @Nullable Object value) {
    if (value == null) return;
    if (value instanceof Double number && number == 0) return; // the default
    losses.add(name, "unsupported");
  }

  private void writeStop(ObjectNode root) {
    var sequences = new ArrayList<String>(request.stop().size());
    for (var each : request.stop()) {
      if (each.isBlank()) losses.add("stop", "blank");
      else sequences.add(each);
    }
    if (sequences.isEmpty() || !takes("stop")) return;
    var array = root.putArray("stop_sequences");
    sequences.forEach(array::add);
  }
}
