package io.llmcallgateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.testkit.Await;
import io.llmcallgateway.testkit.ManualClock;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// When a token is fetched, and who waits for it.
final class TokenCacheTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final ManualClock clock = new ManualClock();
  private final AtomicInteger fetches = new AtomicInteger();
  private volatile CountDownLatch open = new CountDownLatch(0);
  private volatile @Nullable Throwable trouble;
  private final TokenCache cache = new TokenCache("a cloud", this::fetch, clock);

  private TokenCache.Token fetch() {
    int number = fetches.incrementAndGet();
    try {
      open.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (trouble instanceof Error error) throw error;
    if (trouble instanceof RuntimeException exception) throw exception;
    return new TokenCache.Token(Authorization.bearer("t" + number), HOUR);
  }

  private static @Nullable String shown(CompletableFuture<Authorization> token) {
    return AuthorizedReply.of(token)
        .headers(URI.create("http://127.0.0.1/"), Body.EMPTY)
        .first("authorization");
  }

  @Test
  void many_callers_wait_for_one_fetch() {
    open = new CountDownLatch(1);
    var first = cache.get();
    var second = cache.get();
    assertThat(first.isDone()).isFalse();
    open.countDown();
    assertThat(shown(first)).isEqualTo("Bearer t1");
    assertThat(shown(second)).isEqualTo("Bearer t1");
    assertThat(shown(cache.get())).isEqualTo("Bearer t1");
    assertThat(fetches).hasValue(1);
  }

  @Test
  void an_expiring_token_is_renewed_while_calls_go_on_with_it() throws Exception {
    assertThat(shown(cache.get())).isEqualTo("Bearer t1");
    clock.forward(HOUR.minusMinutes(4));
    open = new CountDownLatch(1);
    assertThat(cache.get().isDone()).as("nobody waits").isTrue();
    assertThat(shown(cache.get())).isEqualTo("Bearer t1");
    open.countDown();
    Await.until("the new token", () -> "Bearer t2".equals(shown(cache.get())));
    assertThat(fetches).hasValue(2);
  }

  @Test
  void a_token_that_has_run_out_is_not_shown() {
    assertThat(shown(cache.get())).isEqualTo("Bearer t1");
    clock.forward(HOUR);
    assertThat(shown(cache.get())).isEqualTo("Bearer t2");
  }

  @Test
  void a_renewal_that_fails_leaves_the_old_token_and_is_tried_again_later() throws Exception {
    assertThat(shown(cache.get())).isEqualTo("Bearer t1");
    clock.forward(HOUR.minusMinutes(4));
    trouble = new IllegalStateException("no");
    assertThat(shown(cache.get())).isEqualTo("Bearer t1");
    Await.until("the failed fetch", () -> fetches.get() == 2 && shown(cache.get()) != null);
    trouble = null;
    clock.forward(Duration.ofSeconds(11));
    Await.until("the new token", () -> !"Bearer t1".equals(shown(cache.get())));
  }

  @Test
  void a_failure_reaches_all_who_wait_and_the_next_caller_asks_anew() {
    open = new CountDownLatch(1);
    trouble =
        new GatewayException(Failure.ofProvider(Failure.Kind.UPSTREAM_AUTH, "cloud", "no token"));
    var first = cache.get();
    var second = cache.get();
    open.countDown();
    assertThatThrownBy(() -> AuthorizedReply.of(first)).isInstanceOf(GatewayException.class);
    assertThatThrownBy(() -> AuthorizedReply.of(second)).isInstanceOf(GatewayException.class);
    assertThat(fetches).hasValue(1);
    trouble = null;
    assertThat(shown(cache.get())).isEqualTo("Bearer t2");
  }

  @Test
  void an_error_in_a_fetch_leaves_nobody_waiting() {
    trouble = new NoClassDefFoundError("a cloud's library");
    assertThatThrownBy(() -> AuthorizedReply.of(cache.get()))
        .hasRootCauseInstanceOf(NoClassDefFoundError.class);
    trouble = null;
    assertThat(shown(cache.get())).isEqualTo("Bearer t2");
  }
}
