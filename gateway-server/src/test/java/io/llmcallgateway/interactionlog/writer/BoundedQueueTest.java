package io.llmcallgateway.interactionlog.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BoundedQueueTest {
  @Test
  void gives_back_what_it_took_in_order() {
    var queue = new BoundedQueue<String>(10, 100, String::length);
    queue.give("一");
    queue.give("二");
    assertThat(queue.count()).isEqualTo(2);
    assertThat(queue.take()).isEqualTo("一");
    assertThat(queue.take()).isEqualTo("二");
    assertThat(queue.take()).isNull();
    assertThat(queue.count()).isZero();
  }

  @Test
  void counts_what_it_has_no_room_for_and_has_room_again() {
    var queue = new BoundedQueue<String>(2, 1_000, String::length);
    for (var item : new String[] {"a", "b", "c", "d"}) queue.give(item);
    assertThat(queue.dropped()).isEqualTo(2);
    assertThat(queue.take()).isEqualTo("a");
    queue.give("e");
    assertThat(queue.take()).isEqualTo("b");
    assertThat(queue.take()).isEqualTo("e");
    assertThat(queue.dropped()).isEqualTo(2);
  }

  @Test
  void is_bounded_by_bytes_but_takes_one_large_item_alone() {
    var queue = new BoundedQueue<String>(100, 10, String::length);
    queue.give("a".repeat(50));
    queue.give("b");
    assertThat(queue.dropped()).isEqualTo(1);
    assertThat(queue.take()).hasSize(50);
    queue.give("c".repeat(6));
    queue.give("d".repeat(6));
    assertThat(queue.dropped()).isEqualTo(2);
    queue.give("e".repeat(4));
    assertThat(queue.count()).isEqualTo(2);
  }

  @Test
  void nothing_is_lost_or_counted_twice_among_eight_threads() {
    var queue = new BoundedQueue<Integer>(1_000, 1L << 30, _ -> 3);
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int thread = 0; thread < 8; thread++) {
        threads.execute(() -> IntStream.range(0, 5_000).forEach(queue::give));
      }
    }
    int taken = 0;
    while (queue.take() != null) taken++;
    assertThat(taken).isBetween(990, 1_000);
    assertThat(taken + queue.dropped()).isEqualTo(40_000);
    assertThat(queue.count()).isZero();
  }
}
