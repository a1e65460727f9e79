package io.llmcallgateway.relay.operation;

import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.ModelRules;
import io.llmcallgateway.model.embedding.EmbeddingBatch;
import io.llmcallgateway.model.embedding.EmbeddingInput;
import io.llmcallgateway.model.embedding.EmbeddingRequest;
import io.llmcallgateway.model.embedding.Purpose;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Cuts a request for embeddings into what a model takes in one call: not too many texts, and the
/// same options for all of them. The order stays.
final class EmbeddingBatches {
  private final ModelRules rules;
  private final Losses losses;

  private record Options(
      @Nullable Integer dimensions, @Nullable Purpose purpose, @Nullable String title) {}

  private EmbeddingBatches(ModelRules rules, Losses losses) {
    this.rules = rules;
    this.losses = losses;
  }

  /// @param texts of the request's inputs, in their order
  static List<EmbeddingBatch> of(
      EmbeddingRequest request, List<String> texts, ModelRules rules, Losses losses) {
    for (var other : request.others()) losses.add(other, "unsupported");
    return new EmbeddingBatches(rules, losses).cut(request.inputs(), texts);
  }

  private List<EmbeddingBatch> cut(List<EmbeddingInput> inputs, List<String> texts) {
    int most = rules.embedding().batch() == 0 ? inputs.size() : rules.embedding().batch();
    var batches = new ArrayList<EmbeddingBatch>();
    int start = 0;
    var options = options(inputs.getFirst());
    for (int i = 1; i <= inputs.size(); i++) {
      var next = i == inputs.size() ? null : options(inputs.get(i));
      if (options.equals(next) && i - start < most) continue;
      batches.add(
          new EmbeddingBatch(
              texts.subList(start, i), options.dimensions, options.purpose, options.title));
      if (next == null) break;
      start = i;
      options = next;
    }
    return batches;
  }

  /// Returns the options of an input that the model takes.
  private Options options(EmbeddingInput input) {
    var dimensions = input.dimensions();
    if (dimensions != null && rules.rejected().contains("dimensions")) {
      losses.changesMeaning("dimensions", "unsupported");
      dimensions = null;
    }
    var purpose = input.purpose();
    if (purpose != null && rules.rejected().contains("input_type")) {
      losses.add("input_type", "unsupported");
      purpose = null;
    }
    return new Options(dimensions, purpose, input.title());
  }
}
