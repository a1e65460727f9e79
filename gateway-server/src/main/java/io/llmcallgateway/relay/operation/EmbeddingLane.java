package io.llmcallgateway.relay.operation;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.Usage;
import io.llmcallgateway.model.Vocabulary;
import io.llmcallgateway.model.embedding.EmbeddingAnswer;
import io.llmcallgateway.model.embedding.EmbeddingBatch;
import io.llmcallgateway.model.embedding.EmbeddingInput.Content;
import io.llmcallgateway.model.embedding.EmbeddingRequest;
import io.llmcallgateway.relay.Relay;
import io.llmcallgateway.relay.attempt.Attempt;
import io.llmcallgateway.relay.call.ClientWaiting;
import io.llmcallgateway.relay.call.ParallelCalls;
import io.llmcallgateway.relay.record.CallRecorder;
import io.llmcallgateway.relay.translation.Translation;
import io.llmcallgateway.upstream.UpstreamRequest;
import io.llmcallgateway.upstream.WakeSignal;
import java.util.ArrayList;
import java.util.List;

/// Carries a request for embeddings to a target of another format, in as many calls as the model
/// needs, and joins what they answer. One that fails fails the whole.
public final class EmbeddingLane {
  private final Relay relay;
  private final Translation crossing;
  private final CallRecorder record;
  private final long deadline;

  public EmbeddingLane(Relay relay, Translation crossing, CallRecorder record, long deadline) {
    this.relay = relay;
    this.crossing = crossing;
    this.record = record;
    this.deadline = deadline;
  }

  /// @param headers of the provider's first reply
  /// @param micros after which that began
  public record Carried(Translation.Plain plain, Headers headers, long micros) {}

  private record Answered(EmbeddingAnswer answer, Headers headers, long micros) {}

  public Carried carry(WakeSignal bell, ClientWaiting waiting) throws InterruptedException {
    var asked = crossing.embeddings();
    var batches =
        EmbeddingBatches.of(asked, texts(asked), crossing.model().rules(), crossing.losses());
    var calls = new ArrayList<ParallelCalls.One<Answered>>(batches.size());
    for (var batch : batches) calls.add(call(batch));
    var answers =
        calls.size() == 1
            ? List.of(calls.getFirst().make(bell, waiting))
            : new ParallelCalls<>(calls).make(bell, waiting, deadline, this::timeout);
    var first = answers.getFirst();
    return new Carried(crossing.embedded(joined(answers), asked), first.headers(), first.micros());
  }

  /// The texts of what is asked; tokens become the text that they are of.
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
      var text = relay.crossings().tokenizer().text(Vocabulary.CL100K, tokens);
      if (text.indexOf('\uFFFD') >= 0) crossing.losses().add("input", "cut-characters");
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

  /// Written before anything is sent, so that what cannot be carried costs nothing.
  private ParallelCalls.One<Answered> call(EmbeddingBatch batch) {
    var outbound = crossing.outbound(batch);
    var request =
        new UpstreamRequest(
            crossing.target().provider(),
            Operation.EMBEDDING,
            false,
            crossing.filledPath(),
            outbound.headers(),
            outbound.body());
    return (bell, waiting) -> make(request, batch, bell, waiting);
  }

  private Answered make(
      UpstreamRequest request, EmbeddingBatch batch, WakeSignal bell, ClientWaiting waiting)
      throws InterruptedException {
    var sending = record.sent(crossing, request.body());
    try (var held = crossing.means().held().beside();
        var upstream = relay.upstream().send(request, bell)) {
      var attempt = new Attempt(crossing, upstream, waiting, sending, held, () -> {});
      var head = attempt.head(deadline);
      long micros = (System.nanoTime() - sending.sentAt()) / 1_000;
      attempt.requireSuccess(head, deadline);
      var body = attempt.answer(deadline);
      record.answered(sending, body, body.size(), body);
      var answer = crossing.readEmbedding(body, head.headers());
      int wanted = batch.texts().size();
      int got = answer.vectors().size();
      if (got == wanted) return new Answered(answer, head.headers(), micros);
      throw attempt.upstreamError(
          "The provider answered with " + got + " embeddings for " + wanted + " texts.");
    }
  }

  private GatewayException timeout() {
    return new GatewayException(
        Failure.ofProvider(
            Failure.Kind.TIMEOUT,
            crossing.target().provider().id(),
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
