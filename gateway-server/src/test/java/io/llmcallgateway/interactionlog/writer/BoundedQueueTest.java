package io.llmcallgateway.interactionlog.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BoundedQueueTest {
  @Test
  void gives_back_what_it_took_in_order() {
    var queue = new BoundedQueue<String>(10, 100, String::length);
    queue.offer("一");
    queue.offer("二");
    assertThat(queue.count()).isEqualTo(2);
    assertThat(queue.poll()).isEqualTo("一");
    assertThat(queue.poll()).isEqualTo("二");
    assertThat(queue.poll()).isNull();
    assertThat(queue.count()).isZero();
  }

  @Test
  void counts_what_it_has_no_room_for_and_has_room_again() {
    var queue = new BoundedQueue<String>(2, 1_000, String::length);
    for (var item : new String[] {"a", "b", "c", "d"}) queue.offer(item);
    assertThat(queue.dropped()).isEqualTo(2);
    assertThat(queue.poll()).isEqualTo("a");
    queue.offer("e");
    assertThat(queue.poll()).isEqualTo("b");
    assertThat(queue.poll()).isEqualTo("e");
    assertThat(queue.dropped()).isEqualTo(2);
  }

  @Test
  void is_bounded_by_bytes_but_takes_one_large_item_alone() {
    var queue = new BoundedQueue<String>(100, 10, String::length);
    queue.offer("a".repeat(50));
    queue.offer("b");
    assertThat(queue.dropped()).isEqualTo(1);
    assertThat(queue.poll()).hasSize(50);
    queue.offer("c".repeat(6));
    queue.offer("d".repeat(6));
    assertThat(queue.dropped()).isEqualTo(2);
    queue.offer("e".repeat(4));
    assertThat(queue.count()).isEqualTo(2);
  }

  @Test
  void nothing_is_lost_or_counted_twice_among_eight_threads() {
    var queue = new BoundedQueue<Integer>(1_000, 1L << 30, _ -> 3);
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int thread = 0; thread < 8; thread++) {
        threads.execute(() -> IntStream.range(0, 5_000).forEach(queue::offer));
      }
    }
    int taken = 0;
    while (queue.poll() != null) taken++;
    assertThat(taken).isBetween(990, 1_000);
    assertThat(taken + queue.dropped()).isEqualTo(40_000);
    assertThat(queue.count()).isZero();
  }
}
