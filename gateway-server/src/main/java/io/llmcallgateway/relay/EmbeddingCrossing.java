package io.llmcallgateway.relay;

import io.llmcallgateway.dialect.EmbeddingClient;
import io.llmcallgateway.dialect.EmbeddingTarget;
import io.llmcallgateway.dialect.Inbound;
import io.llmcallgateway.dialect.RequestScan;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.meter.Tokens;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingRequest;
import io.llmcallgateway.model.embedding.EmbeddingRequest.Input;
import java.util.ArrayList;
import java.util.List;

/// Embeddings that cross between dialects: texts in batches that the target takes, and one answer
/// of theirs. One thread.
final class EmbeddingCrossing {
  private final Inbound in;
  private final EmbeddingClient client;
  private final EmbeddingTarget target;
  private final TargetModel model;
  private final Losses losses;
  private final EmbeddingRequest asked;
  private final List<List<Double>> vectors = new ArrayList<>();
  private long tokens;
  private String name = "";

  EmbeddingCrossing(
      Inbound in,
      EmbeddingClient client,
      EmbeddingTarget target,
      TargetModel model,
      Losses losses) {
    this.in = in;
    this.client = client;
    this.target = target;
    this.model = model;
    this.losses = losses;
    this.asked = decoded(client.readEmbedding(in));
  }

  /// With texts for tokens, since no other dialect takes those.
  private static EmbeddingRequest decoded(EmbeddingRequest request) {
    if (request.inputs().stream().noneMatch(Input.Tokens.class::isInstance)) return request;
    var texts = new ArrayList<Input>(request.inputs().size());
    for (var input : request.inputs()) {
      texts.add(
          switch (input) {
            case Input.Text text -> text;
            case Input.Tokens tokens -> new Input.Text(text(tokens.tokens()));
          });
    }
    return request.with(texts);
  }

  private static String text(List<Integer> tokens) {
    try {
      return Tokens.text(tokens);
    } catch (IllegalArgumentException e) {
      throw RequestScan.invalid("'input' holds a number that is no token of cl100k_base.", "input");
    }
  }

  /// The bodies to send, one after another.
  List<Body> bodies() {
    int most = model.rules().embeddingBatch();
    var inputs = asked.inputs();
    int size = most == 0 ? inputs.size() : most;
    var bodies = new ArrayList<Body>();
    for (int at = 0; at < inputs.size(); at += size) {
      var batch = asked.with(inputs.subList(at, Math.min(inputs.size(), at + size)));
      bodies.add(target.writeEmbedding(batch, model, losses));
    }
    return bodies;
  }

  /// The answer to the next of the bodies.
  void take(Body body, Headers headers) {
    EmbeddingAnswer answer = target.readEmbedding(body, headers, model);
    vectors.addAll(answer.vectors());
    if (answer.usage() != null) tokens += answer.usage().promptTokens();
    name = answer.model();
  }

  /// The client's answer, once all bodies have been answered.
  Crossing.Plain whole() {
    if (vectors.size() != asked.inputs().size()) {
      throw new GatewayException(
          Failure.ofProvider(
              Failure.Kind.UPSTREAM_ERROR,
              model.provider(),
              "The provider sent "
                  + vectors.size()
                  + " embeddings for "
                  + asked.inputs().size()
                  + " texts."));
    }
    var usage = tokens == 0 ? null : Usage.of(tokens, 0);
    var answer = new EmbeddingAnswer(name, vectors, usage);
    var body = client.writeEmbedding(answer, asked, in, model.model());
    return new Crossing.Plain(new Answer(body, Body.EMPTY, List.of(), null, usage), body);
  }
}
