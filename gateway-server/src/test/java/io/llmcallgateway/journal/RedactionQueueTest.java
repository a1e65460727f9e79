package io.llmcallgateway.journal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.record.EndedCall;
import io.llmcallgateway.model.record.Payload;
import io.llmcallgateway.model.record.PayloadsState;
import io.llmcallgateway.model.record.SideHeaders;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What is redacted before a call's end, and what waits for a thread.
final class RedactionQueueTest {
  private record Handed(EndedCall call, Thread by) {}

  private int shed;

  private Handed handed(EndedCall call, String... rules) throws Exception {
    var first = new CompletableFuture<Handed>();
    var redaction = Redaction.of(List.of(rules), UnaryOperator.identity());
    try (var queue =
        new RedactionQueue(
            new RedactionQueue.Receiver() {
              @Override
              public void redacted(EndedCall one) {
                first.complete(new Handed(one, Thread.currentThread()));
              }

              @Override
              public void shed(EndedCall one) {
                shed++;
              }
            })) {
      queue.append(call, redaction);
      return first.get(20, TimeUnit.SECONDS);
    }
  }

  private static EndedCall large(String text) {
    var call = Ended.call("大");
    var body = Body.utf8(text);
    var payload =
        new Payload(Payload.Kind.CLIENT_ANSWER, -1, "application/json", body.size(), body);
    return new EndedCall(call.record(), List.of(payload), true);
  }

  private static String text(EndedCall call) {
    return call.payloads().getFirst().body().utf8();
  }

  @Test
  void a_small_call_is_handed_on_before_its_end() throws Exception {
    boolean atOnce = false;
    for (int tries = 0; tries < 20 && !atOnce; tries++) { // a pause of the machine may spoil one
      var handed = handed(Ended.call("我的邮箱 li.lei@example.com"), "email", "phone", "id-number");
      assertThat(text(handed.call())).contains("我的邮箱 [redacted]");
      atOnce = handed.by() == Thread.currentThread();
    }
    assertThat(atOnce).isTrue();
  }

  @Test
  void a_large_one_waits_for_the_thread() throws Exception {
    var handed = handed(large("好 li.lei@example.com ".repeat(10_000)), "email");
    assertThat(handed.by()).isNotEqualTo(Thread.currentThread());
    assertThat(text(handed.call())).contains("好 [redacted] ").doesNotContain("example");
  }

  @Test
  void a_small_one_that_takes_a_rule_too_long_goes_on_bare_from_the_thread() throws Exception {
    var handed = handed(large("啊".repeat(40) + "x".repeat(4_000)), "(x+x+)+y");
    assertThat(handed.by()).isNotEqualTo(Thread.currentThread());
    assertThat(handed.call().payloads()).isEmpty();
    var record = handed.call().record();
    assertThat(requireNonNull(record.question())).isEmpty();
    assertThat(record.headers()).isEqualTo(SideHeaders.NONE);
    assertThat(record.payloads()).isEqualTo(PayloadsState.SHED);
    assertThat(shed).isOne();
  }
}
