package io.llmcallgateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A cache whose keys clients choose.
final class BoundedCacheTest {
  @Test
  void gives_back_what_was_put() {
    var cache = new BoundedCache<String, Integer>(2);
    cache.put("模型", 1);
    assertThat(cache.get("模型")).isEqualTo(1);
    assertThat(cache.get("other")).isNull();
  }

  @Test
  void a_full_cache_takes_new_keys_and_holds_no_more_than_its_capacity() {
    var cache = new BoundedCache<Integer, Integer>(3);
    for (int key = 0; key < 100; key++) {
      cache.put(key, key);
      assertThat(cache.get(key)).isEqualTo(key);
    }
    int held = 0;
    for (int key = 0; key < 100; key++) if (cache.get(key) != null) held++;
    assertThat(held).isBetween(1, 3);
  }
}
