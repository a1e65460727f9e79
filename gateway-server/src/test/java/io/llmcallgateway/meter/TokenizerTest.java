package io.llmcallgateway.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Vocabulary;
import io.llmcallgateway.testkit.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Counts while both threads of the tokenizer are held up by a text that never ends.
final class TokenizerTest {
  private static final String ENDLESS = "endless";
  private static final String LARGE = "字".repeat(500_000);

  private final CountDownLatch held = new CountDownLatch(2);
  private final CountDownLatch release = new CountDownLatch(1);

  private final class Blocking implements TokenCodec {
    @Override
    public int count(Vocabulary vocabulary, String text) {
      if (!text.equals(ENDLESS)) return text.length();
      held.countDown();
      try {
        release.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
      return 1;
    }

    @Override
    public byte[] decode(Vocabulary vocabulary, List<Integer> tokens) {
      return new byte[0];
    }
  }

  private final Tokenizer tokenizer = new Tokenizer(new Blocking());

  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void release() {
    release.countDown();
    calls.close();
  }

  /// Counts a text that holds a counter until the test ends.
  private void countEndless() {
    try {
      assertThat(count(ENDLESS)).isPositive();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private long count(String text) throws InterruptedException {
    return tokenizer.count(Vocabulary.O200K, List.of(text));
  }

  @Test
  void the_counter_without_a_queue_does_not_wait_behind_calls() throws Exception {
    for (int n = 0; n < 5; n++) calls.execute(this::countEndless);
    held.await();
    assertThat(tokenizer.unqueued().count(Vocabulary.O200K, List.of("三个字"))).isEqualTo(3);
  }

  @Test
  void what_waits_is_bounded_and_the_rest_is_told_to_come_again() throws Exception {
    for (int n = 0; n < 2; n++) calls.execute(this::countEndless);
    held.await();
    var waiting = new ArrayList<Future<Long>>();
    Await.until(
        "a refusal",
        () -> {
          waiting.add(calls.submit(() -> count(LARGE)));
          return waiting.stream().anyMatch(one -> one.state() == Future.State.FAILED);
        });
    assertThatThrownBy(() -> count(LARGE))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> {
              assertThat(e.failure().kind()).isEqualTo(Failure.Kind.OVERLOADED);
              assertThat(e.failure().retryAfter()).isNotNull();
            });
    release.countDown();
    assertThat(waiting.getFirst().get()).isEqualTo(LARGE.length());
    assertThat(count("短")).isEqualTo(1);
  }
}
