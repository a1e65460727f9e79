package io.llmcallgateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.GatewayException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class ByteBudgetTest {
  private static final long LIMIT = 4L << 20;
  private final ByteBudget budget = new ByteBudget(LIMIT);

  private static Failure refusal(ThrowingCallable doing) {
    return catchThrowableOfType(GatewayException.class, doing).failure();
  }

  @Test
  void what_is_reserved_is_given_back() throws Exception {
    try (var held = budget.open()) {
      assertThat(budget.used()).isEqualTo(ByteBudget.FIRST);
      held.need(1 << 20);
      held.grow(2 << 20);
      assertThat(budget.used()).isEqualTo(2 << 20);
      held.shrink(ByteBudget.FIRST);
      assertThat(budget.used()).isEqualTo(ByteBudget.FIRST);
    }
    assertThat(budget.used()).isZero();
  }

  @Test
  void a_new_call_without_room_is_told_when_to_come_again() throws Exception {
    try (var first = budget.open();
        var second = budget.open()) {
      first.need(LIMIT - ByteBudget.FIRST);
      var failure = refusal(() -> second.need(1 << 20));
      assertThat(failure.kind()).isEqualTo(Failure.Kind.OVERLOADED);
      assertThat(failure.retryAfter()).isNotNull();
      assertThat(budget.refused()).isEqualTo(1);
      assertThat(second.held()).as("it holds what it had").isEqualTo(ByteBudget.FIRST);
    }
    assertThat(budget.used()).isZero();
  }

  @Test
  void a_new_call_waits_a_moment_for_others_to_end() throws Exception {
    var waited = new CompletableFuture<Void>();
    try (var first = budget.open();
        var second = budget.open()) {
      first.need(LIMIT - ByteBudget.FIRST);
      Thread.startVirtualThread(
          () -> {
            try {
              second.need(1 << 20);
              waited.complete(null);
            } catch (GatewayException | InterruptedException e) {
              waited.completeExceptionally(e);
            }
          });
      first.shrink(ByteBudget.FIRST);
      waited.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void what_never_fits_is_not_worth_a_second_try() throws Exception {
    try (var held = budget.open()) {
      assertThat(refusal(() -> held.need(LIMIT + 1)).kind()).isEqualTo(Failure.Kind.TOO_LARGE);
    }
  }

  @Test
  void running_calls_go_beyond_the_limit_by_a_quarter_and_no_further() throws Exception {
    try (var held = budget.open()) {
      held.need(LIMIT);
      held.grow(LIMIT + LIMIT / 4);
      assertThat(refusal(() -> held.grow(LIMIT * 2)).kind()).isEqualTo(Failure.Kind.OVERLOADED);
    }
    assertThat(budget.used()).isZero();
  }

  @Test
  void what_can_be_left_out_gets_the_lower_half() throws Exception {
    try (var held = budget.open()) {
      assertThat(held.spare(1 << 20)).isTrue();
      assertThat(held.spare(2 << 20)).isFalse();
      assertThat(budget.leftOut()).isEqualTo(1);
    }
    assertThat(budget.used()).isZero();
  }

  @Test
  void nothing_is_lost_where_many_take_and_give_back() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 1_000; i++) {
        var _ =
            threads.submit(
                () -> {
                  try (var held = budget.open()) {
                    boolean _ = held.spare(64 << 10);
                    held.need(128 << 10);
                  }
                  return null;
                });
      }
    }
    assertThat(budget.used()).isZero();
  }

  @Test
  void a_body_of_many_small_values_takes_more_than_one_long_text() {
    var text = Body.utf8("\"" + "长".repeat(100_000) + "\"");
    var values = Body.utf8("[" + "{},".repeat(100_000) + "{}]");
    assertThat(HeapEstimate.translated(text)).isEqualTo(4L * text.size());
    assertThat(HeapEstimate.translated(values)).isGreaterThan(50L * values.size());
  }
}
