package io.llmcallgateway.relay.operation;

import io.llmcallgateway.dialect.EmbeddingClient;
import io.llmcallgateway.dialect.EmbeddingTarget;
import io.llmcallgateway.meter.Tokenizer;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.Vocabulary;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingBatch;
import io.llmcallgateway.model.embedding.EmbeddingInput.Content;
import io.llmcallgateway.model.embedding.EmbeddingRequest;
import io.llmcallgateway.relay.attempt.Attempt;
import io.llmcallgateway.relay.attempt.AttemptContext;
import io.llmcallgateway.relay.attempt.AttemptOutcome;
import io.llmcallgateway.relay.attempt.AttemptOutcome.Completed;
import io.llmcallgateway.relay.attempt.ContentTimes;
import io.llmcallgateway.relay.attempt.ReplyHeaders;
import io.llmcallgateway.relay.call.ClientWaiting;
import io.llmcallgateway.relay.call.ParallelCalls;
import io.llmcallgateway.relay.translation.PreparedCall;
import io.llmcallgateway.relay.translation.TargetPairing;
import io.llmcallgateway.relay.translation.Translator;
import io.llmcallgateway.upstream.UpstreamRequest;
import java.util.ArrayList;
import java.util.List;

/// Carries a request for embeddings to a target of another format, in as many requests as the model
/// needs, and joins their answers. One that fails fails the whole. One thread.
final class EmbeddingLane {
  private final AttemptContext context;
  private final TargetPairing pairing;
  private final Losses losses;
  private final Tokenizer tokenizer;
  private final EmbeddingClient client;
  private final EmbeddingTarget target;

  EmbeddingLane(
      AttemptContext context,
      TargetPairing pairing,
      Losses losses,
      Tokenizer tokenizer,
      EmbeddingClient client,
      EmbeddingTarget target) {
    this.context = context;
    this.pairing = pairing;
    this.losses = losses;
    this.tokenizer = tokenizer;
    this.client = client;
    this.target = target;
  }

  private record Answered(EmbeddingAnswer answer, Headers headers, long firstByteMicros) {}

  AttemptOutcome carry() throws InterruptedException {
    var asked = client.read(context.call().in());
    var batches = EmbeddingBatches.of(asked, texts(asked), pairing.model().rules(), losses);
    // Written before anything is sent, so that what cannot be carried costs nothing.
    var requests = new ArrayList<UpstreamRequest>(batches.size());
    for (var batch : batches) requests.add(request(batch));
    var prepared =
        new PreparedCall(pairing, requests.getFirst(), losses.isStrict(), losses.report());
    var answers = answers(prepared, batches, requests);
    var joined = joined(answers);
    var written = client.write(joined, asked, pairing.target().model());
    var cost = context.parts().pricing().cost(pairing.target(), joined.usage(), null);
    var first = answers.getFirst();
    var headers = ReplyHeaders.own(pairing.target(), prepared.losses(), first.headers());
    context.reply().startWhole(200, headers.and(ReplyHeaders.cost(cost)), written);
    return context.finish(
        new Completed(
            pairing.target(),
            prepared.losses(),
            new Answer(written, Body.EMPTY, List.of(), null, joined.usage()),
            null,
            cost,
            ContentTimes.now(),
            first.firstByteMicros()));
  }

  private List<Answered> answers(
      PreparedCall prepared, List<EmbeddingBatch> batches, List<UpstreamRequest> requests)
      throws InterruptedException {
    if (requests.size() == 1) {
      return List.of(ask(prepared, requests.getFirst(), batches.getFirst(), context.waiting()));
    }
    var calls = new ArrayList<ParallelCalls.One<Answered>>(requests.size());
    for (int i = 0; i < requests.size(); i++) {
      var request = requests.get(i);
      var batch = batches.get(i);
      calls.add(waiting -> ask(prepared, request, batch, waiting));
    }
    return new ParallelCalls<>(calls)
        .make(context.waiting(), context.limits().deadline(), this::timeout);
  }

  /// Returns the texts of what is asked; tokens become the text that they are of.
  private List<String> texts(EmbeddingRequest asked) throws InterruptedException {
    var texts = new ArrayList<String>(asked.inputs().size());
    for (var input : asked.inputs()) {
      texts.add(
          switch (input.content()) {
            case Content.Text(var text) -> text;
            case Content.Tokens(var tokens) -> text(tokens);
          });
    }
    return texts;
  }

  private String text(List<Integer> tokens) throws InterruptedException {
    try {
      var text = tokenizer.text(Vocabulary.CL100K, tokens);
      if (text.indexOf('\uFFFD') >= 0) losses.add("input", "cut-characters");
      return text;
    } catch (IllegalArgumentException e) {
      throw new GatewayException(
          Failure.of(
                  Failure.Kind.INVALID_REQUEST,
                  "'input' holds what is no token of cl100k_base, and this model's provider takes"
                      + " texts: send those.")
              .withParam("input"),
          e);
    }
  }

  private UpstreamRequest request(EmbeddingBatch batch) {
    var body = target.write(batch, pairing.model(), losses);
    var path = target.path(pairing.operationPath(), pairing.model());
    return Translator.request(pairing, pairing.withModel(path), Translator.headers(pairing), body);
  }

  private Answered ask(
      PreparedCall prepared, UpstreamRequest request, EmbeddingBatch batch, ClientWaiting waiting)
      throws InterruptedException {
    try (var held = context.held().beside();
        var attempt = Attempt.send(context.beside(waiting, held), prepared, request)) {
      try {
        return read(attempt, batch);
      } catch (GatewayException e) {
        attempt.log().failed(e.failure()); // this one, whichever was sent last
        throw e;
      }
    }
  }

  private Answered read(Attempt attempt, EmbeddingBatch batch) throws InterruptedException {
    var head = attempt.head();
    attempt.requireSuccess(head);
    var body = attempt.answer();
    attempt.log().answered(body, body.size());
    attempt.log().content(ContentTimes.now());
    attempt.log().win();
    context.parts().observer().answered(attempt.log(), body);
    var answer = target.read(body, head.headers(), pairing.model());
    int wanted = batch.texts().size();
    int got = answer.vectors().size();
    if (got == wanted) {
      return new Answered(answer, head.headers(), attempt.log().firstByteMicros());
    }
    throw attempt.upstreamError(
        "The provider answered with " + got + " embeddings for " + wanted + " texts.");
  }

  private GatewayException timeout() {
    return new GatewayException(
        Failure.ofProvider(
            Failure.Kind.TIMEOUT,
            pairing.target().provider().id(),
            "The provider did not make all embeddings within the time limit."));
  }

  private static EmbeddingAnswer joined(List<Answered> answers) {
    var vectors = new ArrayList<List<Double>>();
    long tokens = 0;
    boolean told = false;
    for (var each : answers) {
      vectors.addAll(each.answer().vectors());
      var usage = each.answer().usage();
      if (usage == null) continue;
      tokens += usage.promptTokens();
      told = true;
    }
    var model = answers.getFirst().answer().model();
    return new EmbeddingAnswer(model, vectors, told ? Usage.of(tokens, 0) : null);
  }
}
