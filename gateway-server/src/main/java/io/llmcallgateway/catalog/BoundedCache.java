package io.llmcallgateway.catalog;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A cache of values that are cheap to compute. It is cleared when full, so that keys chosen by
/// clients neither exhaust the memory nor keep out later keys. Thread-safe.
public final class BoundedCache<K, V> {
  private final int capacity;
  private final ConcurrentHashMap<K, V> entries = new ConcurrentHashMap<>();

  /// @param capacity the maximum number of entries, apart from those that several threads add at
  ///   once
  public BoundedCache(int capacity) {
    this.capacity = capacity;
  }

  /// Returns the value of a key; null if there is none.
  public @Nullable V get(K key) {
    return entries.get(key);
  }

  public void put(K key, V value) {
    if (entries.size() >= capacity) entries.clear();
    entries.put(key, value);
  }
}
