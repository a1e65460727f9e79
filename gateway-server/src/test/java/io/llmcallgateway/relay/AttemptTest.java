package io.llmcallgateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.meter.Tokenizer;
import io.llmcallgateway.model.ErrorRedactor;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.relay.FakeUpstream.Script;
import io.llmcallgateway.relay.attempt.AttemptLimits;
import io.llmcallgateway.relay.attempt.AttemptOutcome;
import io.llmcallgateway.relay.attempt.AttemptOutcome.ClientGone;
import io.llmcallgateway.relay.attempt.AttemptOutcome.Completed;
import io.llmcallgateway.relay.attempt.AttemptOutcome.FailedAfterCommit;
import io.llmcallgateway.relay.attempt.AttemptOutcome.FailedBeforeCommit;
import io.llmcallgateway.relay.attempt.CallParts;
import io.llmcallgateway.relay.attempt.CallPricing;
import io.llmcallgateway.relay.call.CallReply;
import io.llmcallgateway.relay.call.ClientCall;
import io.llmcallgateway.relay.operation.OperationHandlers;
import io.llmcallgateway.relay.record.CallIdentity;
import io.llmcallgateway.relay.record.CallObservers;
import io.llmcallgateway.relay.record.CallScope;
import io.llmcallgateway.route.Target;
import io.llmcallgateway.route.TargetHealth;
import io.llmcallgateway.testkit.OpenAiLike;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// Tests attempts by their outcomes: a scripted upstream, no server, no network.
final class AttemptTest {
  private final RelayKit kit = new RelayKit();
  private final FakeClient client = new FakeClient();

  /// Makes an attempt at a provider of the kit.
  private AttemptOutcome attempt(String provider, boolean stream) throws Exception {
    return attempt(provider, stream, new CallReply(client, kit.budget.open(), 1 << 20)).call();
  }

  private Callable<AttemptOutcome> attempt(String provider, boolean stream, CallReply reply)
      throws Exception {
    var in = RelayKit.inbound(RelayKit.chat(stream));
    var facts = RelayKit.OPENAI.facts(in);
    var identity = CallIdentity.of(in, RelayKit.OPENAI, facts, kit.snapshot, 0);
    var pricing = new CallPricing(kit.snapshot.pricing(), Operation.CHAT, 0);
    var observers = new CallObservers(List.of(kit.calls));
    var held = kit.budget.open();
    var scope = CallScope.open(identity, reply, observers, pricing, held);
    var parts =
        new CallParts(
            new ClientCall(in, RelayKit.OPENAI, facts, 0),
            kit.snapshot,
            reply,
            RelayKit.translator(),
            kit.upstream,
            new ErrorRedactor(text -> text, () -> false),
            scope,
            pricing,
            false,
            1 << 20);
    var handler = OperationHandlers.all(new Tokenizer()).of(Operation.CHAT);
    var runner = new AttemptRunner(parts, handler, new TargetHealth(InstantSource.system()), held);
    var found = Objects.requireNonNull(kit.snapshot.catalog().provider(provider));
    long wait = Duration.ofSeconds(20).toNanos();
    var limits = new AttemptLimits(System.nanoTime() + wait, null, wait, wait);
    return () -> runner.run(new Target(found, "m"), Set.of(), limits, null);
  }

  @Test
  void a_plain_answer_completes() throws Exception {
    kit.upstream.next(Script.json(200, OpenAiLike.chat("m", "done 好了")));
    var outcome = attempt("a", false);
    assertThat(outcome).isInstanceOf(Completed.class);
    var completed = (Completed) outcome;
    assertThat(completed.returnedModel()).isEqualTo("m");
    assertThat(completed.answer().text().utf8()).isEqualTo("done 好了");
    assertThat(completed.firstByteMicros()).isNotNegative();
    assertThat(client.text()).contains("done 好了");
    assertThat(client.ends).isEqualTo(1);
  }

  @Test
  void a_refusal_fails_before_the_client_has_anything() throws Exception {
    kit.upstream.next(Script.json(429, OpenAiLike.error("slow down", "requests")));
    var outcome = attempt("a", true);
    assertThat(outcome).isInstanceOf(FailedBeforeCommit.class);
    var failed = (FailedBeforeCommit) outcome;
    assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.RATE_LIMITED);
    assertThat(failed.status()).isEqualTo(429);
    assertThat(client.started()).isFalse();
    assertThat(kit.calls.attempts.getFirst().record().failure()).isEqualTo(failed.failure());
  }

  @Test
  void a_target_that_cannot_be_reached_fails_before_commit_with_its_name() throws Exception {
    var failed = (FailedBeforeCommit) attempt("b", false);
    assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.UPSTREAM_UNREACHABLE);
    assertThat(Objects.requireNonNull(failed.target()).provider().id()).isEqualTo("b");
    assertThat(failed.status()).isNegative();
  }

  @Test
  void a_stream_that_breaks_before_content_fails_before_commit() throws Exception {
    kit.upstream.next(Script.stream(true, OpenAiLike.role("m")));
    assertThat(attempt("a", true)).isInstanceOf(FailedBeforeCommit.class);
    assertThat(client.started()).isFalse();
  }

  @Test
  void a_stream_that_breaks_after_content_has_told_its_client() throws Exception {
    var piece = OpenAiLike.content("m", "x".repeat(80_000)); // so much goes out at once
    kit.upstream.next(Script.stream(true, piece));
    var outcome = attempt("a", true);
    assertThat(outcome).isInstanceOf(FailedAfterCommit.class);
    var failed = (FailedAfterCommit) outcome;
    assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.STREAM_CUT);
    assertThat(failed.partial()).isNotNull();
    assertThat(failed.content().first()).isNotZero();
    assertThat(client.text()).contains("xxx").contains("\"error\"");
    assertThat(client.ends).isEqualTo(1);
  }

  @Test
  void a_client_that_leaves_is_an_outcome_too() throws Exception {
    client.gone = true;
    kit.upstream.next(Script.stream(false, OpenAiLike.content("m", "x".repeat(80_000))));
    assertThat(attempt("a", true)).isInstanceOf(ClientGone.class);
    assertThat(client.ends).isZero();
  }

  @Test
  void a_translated_answer_completes_in_the_clients_format() throws Exception {
    kit.upstream.next(
        Script.json(
            200,
            """
            {"id":"msg_1","type":"message","role":"assistant","model":"m","stop_reason":"end_turn",
             "content":[{"type":"text","text":"translated 译好了"}],
             "usage":{"input_tokens":3,"output_tokens":2}}
            """));
    var completed = (Completed) attempt("c", false);
    assertThat(completed.answer().usage()).isNotNull();
    assertThat(client.text()).contains("chat.completion").contains("translated 译好了");
  }

  @Test
  void two_attempts_of_a_call_run_beside_each_other() throws Exception {
    kit.upstream.next(
        Script.json(503, OpenAiLike.error("busy", "server_error")),
        Script.json(503, OpenAiLike.error("busy", "server_error")));
    var reply = new CallReply(client, kit.budget.open(), 1 << 20);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var one = threads.submit(attempt("a", true, reply));
      var two = threads.submit(attempt("b", false, reply));
      for (var outcome : List.of(one.get(), two.get())) {
        assertThat(outcome).isInstanceOf(FailedBeforeCommit.class);
        assertThat(((FailedBeforeCommit) outcome).status()).isEqualTo(503);
      }
    }
    assertThat(client.started()).isFalse();
    assertThat(kit.upstream.requests).hasSize(2);
  }
}
