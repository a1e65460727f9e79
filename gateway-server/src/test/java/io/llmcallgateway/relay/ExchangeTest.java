package io.llmcallgateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.dialect.ClientDialect;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.meter.Tokenizer;
import io.llmcallgateway.model.Answer;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.CallId;
import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Headers;
import io.llmcallgateway.model.LossReport;
import io.llmcallgateway.model.Losses;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.record.CallRecord.State;
import io.llmcallgateway.relay.FakeUpstream.Script;
import io.llmcallgateway.relay.attempt.AttemptContext;
import io.llmcallgateway.relay.attempt.AttemptOutcome;
import io.llmcallgateway.relay.attempt.AttemptOutcome.ClientGone;
import io.llmcallgateway.relay.attempt.AttemptOutcome.Completed;
import io.llmcallgateway.relay.attempt.AttemptOutcome.FailedAfterCommit;
import io.llmcallgateway.relay.attempt.AttemptOutcome.FailedBeforeCommit;
import io.llmcallgateway.relay.attempt.ContentTimes;
import io.llmcallgateway.relay.call.CallReply;
import io.llmcallgateway.relay.call.ClientGoneException;
import io.llmcallgateway.relay.operation.OperationHandler;
import io.llmcallgateway.relay.operation.OperationHandlers;
import io.llmcallgateway.relay.translation.TargetPairing;
import io.llmcallgateway.testkit.OpenAiLike;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// Tests that a call has one record, whatever becomes of its attempts.
final class ExchangeTest {
  private final RelayKit kit = new RelayKit();

  /// The ends that an attempt can have; the last ones are faults of the gateway itself.
  private enum End {
    COMPLETED,
    FAILED_BEFORE,
    REFUSED_BEFORE,
    FAILED_AFTER,
    CLIENT_GONE,
    THROWS_FAILURE,
    THROWS_GONE,
    INTERRUPTED,
    THROWS_BUG,
    OVERFLOWS_STACK,
    LACKS_A_CLASS,
    BUG_AFTER_COMMIT,
    UNTOLD_ANSWER
  }

  /// A handler whose attempts end as a script says.
  private record Scripted(Operation operation, List<End> ends) implements OperationHandler {
    @Override
    public boolean reaches(ClientDialect client, TargetDialect target) {
      return true;
    }

    @Override
    public AttemptOutcome attempt(AttemptContext context, TargetPairing pairing, Losses losses)
        throws InterruptedException {
      var target = pairing.target();
      var none = LossReport.NONE;
      var times = ContentTimes.now();
      var answer = new Answer(Body.utf8("{}"), Body.EMPTY, List.of(), null, null);
      return switch (ends.isEmpty() ? End.COMPLETED : ends.removeFirst()) {
        case COMPLETED -> {
          context.reply().startWhole(200, Headers.NONE, Body.utf8("{}"));
          yield context.finish(new Completed(target, none, answer, null, Cost.UNKNOWN, times, 1));
        }
        case UNTOLD_ANSWER -> {
          context.reply().startWhole(200, Headers.NONE, Body.utf8("{}"));
          var broken = new Answer(Body.EMPTY, Body.EMPTY, List.of(), null, null);
          yield new Completed(target, none, broken, null, Cost.UNKNOWN, times, 1);
        }
        case FAILED_BEFORE ->
            new FailedBeforeCommit(
                target, none, failure(Failure.Kind.OVERLOADED), 503, null, ContentTimes.NONE);
        case REFUSED_BEFORE ->
            new FailedBeforeCommit(
                target, none, failure(Failure.Kind.INVALID_REQUEST), 400, answer, times);
        case FAILED_AFTER -> {
          context.reply().startStream(200, Headers.NONE, "text/event-stream");
          context.reply().commit();
          yield context.finish(
              new FailedAfterCommit(target, none, failure(Failure.Kind.STREAM_CUT), answer, times));
        }
        case CLIENT_GONE -> new ClientGone(target, none, answer, times);
        case THROWS_FAILURE -> throw failure(Failure.Kind.RATE_LIMITED);
        case THROWS_GONE -> throw new ClientGoneException(null);
        case INTERRUPTED -> throw new InterruptedException();
        case THROWS_BUG -> throw new IllegalStateException("a bug");
        case OVERFLOWS_STACK -> throw new StackOverflowError();
        case LACKS_A_CLASS -> throw new NoClassDefFoundError("io/llmcallgateway/Missing");
        case BUG_AFTER_COMMIT -> {
          context.reply().startStream(200, Headers.NONE, "text/event-stream");
          context.reply().commit();
          throw new IllegalStateException("a bug in the middle of an answer");
        }
      };
    }

    private static GatewayException failure(Failure.Kind kind) {
      return new GatewayException(Failure.ofProvider(kind, "a", "the script says so"));
    }
  }

  private static OperationHandlers handlers(List<End> ends) {
    var all = new ArrayList<OperationHandler>();
    for (var operation : Operation.values()) all.add(new Scripted(operation, ends));
    return new OperationHandlers(all);
  }

  @RepeatedTest(300)
  void any_sequence_of_ends_gives_one_record_and_a_settled_gauge(RepetitionInfo repetition)
      throws Exception {
    var random = new Random(repetition.getCurrentRepetition());
    var ends = new ArrayList<End>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      ends.add(End.values()[random.nextInt(End.values().length)]);
    }
    var what = "seed " + repetition.getCurrentRepetition() + ": " + ends;
    var client = new FakeClient();
    client.failsAtEnd = random.nextInt(5) == 0;
    kit.serve(kit.relay(handlers(ends)), RelayKit.chat(random.nextBoolean()), client);
    assertThat(kit.calls.starts).as(what).isEqualTo(1);
    assertThat(kit.calls.ends).as(what).hasSize(1);
    assertThat(kit.metrics.active()).as(what).isZero();
    assertThat(kit.budget.used()).as(what).isZero();
    assertThat(client.ends).as(what).isLessThanOrEqualTo(1);
  }

  @Test
  void an_error_of_the_machine_ends_the_call_with_its_record() throws Exception {
    for (var end : List.of(End.OVERFLOWS_STACK, End.LACKS_A_CLASS, End.THROWS_BUG)) {
      var fresh = new RelayKit();
      var client = new FakeClient();
      fresh.serve(
          fresh.relay(handlers(new ArrayList<>(List.of(end)))), RelayKit.chat(false), client);
      assertThat(client.status).as("%s", end).isEqualTo(500);
      assertThat(fresh.calls.last().record().state()).isEqualTo(State.ERROR);
      assertThat(fresh.metrics.active()).isZero();
    }
  }

  @Test
  void an_answer_ends_once() throws Exception {
    var client = new FakeClient();
    try (var held = kit.budget.open()) {
      var reply = new CallReply(client, held, 0);
      reply.startWhole(200, Headers.NONE, Body.utf8("{}"));
      reply.end();
      reply.end();
      reply.abort();
    }
    assertThat(client.ends).isEqualTo(1);
    assertThat(client.aborts).isZero();
    assertThat(client.text()).isEqualTo("{}");
  }

  private Failure told(Script... scripts) throws InterruptedException {
    kit.upstream.next(scripts);
    var client = kit.serve(RelayKit.chat(false));
    var failure = Objects.requireNonNull(kit.calls.last().failure());
    assertThat(client.status).isEqualTo(failure.status());
    return failure;
  }

  private static Script refusal(int status) {
    return Script.json(status, OpenAiLike.error("no", "some_error"));
  }

  @Test
  void a_failure_that_a_retry_may_mend_is_told_rather_than_a_later_one_that_none_mends()
      throws Exception {
    var failure = told(refusal(503), refusal(400));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.OVERLOADED);
    var attempts = kit.calls.last().record().attempts();
    assertThat(attempts).hasSize(2);
    assertThat(attempts.get(1).status()).isEqualTo(400);
  }

  @Test
  void a_key_that_is_wrong_hides_no_failure_that_passes() throws Exception {
    var failure = told(refusal(503), refusal(401), refusal(401));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.OVERLOADED);
  }

  @Test
  void what_the_client_can_mend_is_told_rather_than_a_wrong_key() throws Exception {
    var failure = told(refusal(401), refusal(400));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID_REQUEST);
  }

  @Test
  void streams_and_plain_answers_have_one_record_each() throws Exception {
    kit.upstream.next(
        Script.stream(
            false, OpenAiLike.content("m", "你好"), OpenAiLike.finish("m", "stop"), OpenAiLike.DONE));
    var client = kit.serve(RelayKit.chat(true));
    assertThat(client.text()).contains("你好").endsWith("data: [DONE]\n\n");
    assertThat(kit.calls.last().record().state()).isEqualTo(State.SUCCESS);
    assertThat(kit.calls.last().record().models().returned()).isEqualTo("m");
    assertThat(kit.calls.last().call().payloads()).hasSize(5);
  }

  @Test
  void a_repeated_call_names_the_one_that_it_repeats() throws Exception {
    var answer = Script.json(200, OpenAiLike.chat("m", "好"));
    kit.upstream.next(answer, answer);
    var first = new CallId("01936f00-0000-7000-8000-00000000000a");
    var relay = kit.relay(OperationHandlers.all(new Tokenizer()));
    try (var held = kit.budget.open()) {
      var in = RelayKit.inbound(RelayKit.chat(false)).replaying(first);
      relay.serve(in, RelayKit.OPENAI, new FakeClient(), held);
    }
    assertThat(kit.calls.last().record().replayOf()).isEqualTo(first);
    kit.serve(RelayKit.chat(false));
    assertThat(kit.calls.last().record().replayOf()).isNull();
  }
}
