package io.llmcallgateway.store.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The file that was behind a name at a time. A database goes on writing to its file when somebody
/// deletes it or puts another in its place.
///
/// @param key null where the file system has none
record FileIdentity(Path path, @Nullable Object key) {
  static FileIdentity of(Path path) {
    return new FileIdentity(path, key(path));
  }

  private static @Nullable Object key(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (IOException _) {
      return null;
    }
  }

  /// True if the same file still has the name.
  boolean isThere() {
    return Files.exists(path) && Objects.equals(key, key(path));
  }
}
