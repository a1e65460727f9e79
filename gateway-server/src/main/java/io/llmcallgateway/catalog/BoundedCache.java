package io.llmcallgateway.catalog;

import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A cache of values that are quick to make. It is emptied when it is full, so that keys that
/// clients choose neither fill the memory nor keep later keys out. Thread-safe.
public final class BoundedCache<K, V> {
  private final int capacity;
  private final ConcurrentHashMap<K, V> entries = new ConcurrentHashMap<>();

  /// @param capacity the most entries, but for those that several threads add at once
  public BoundedCache(int capacity) {
    this.capacity = capacity;
  }

  /// The value of a key, or null.
  public @Nullable V get(K key) {
    return entries.get(key);
  }

  public void put(K key, V value) {
    if (entries.size() >= capacity) entries.clear();
    entries.put(key, value);
  }
}
