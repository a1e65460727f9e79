package io.llmcallgateway.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Makes files and folders that nobody but the gateway's user may read, whatever the umask: what
/// clients ask stands in them. A folder that exists keeps its rights, which are its maker's choice.
public final class PrivateFiles {
  private static final FileAttribute<?> FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private PrivateFiles() {}

  /// Makes a folder, and those above it, where there is none.
  public static void createFolders(Path folder) throws IOException {
    try {
      Files.createDirectories(folder, FOLDER);
    } catch (UnsupportedOperationException _) {
      Files.createDirectories(folder); // a file system without such rights
    }
  }

  /// Opens a file. One that an earlier version left readable for others is so no longer.
  public static FileChannel open(Path file, OpenOption... options) throws IOException {
    boolean there = Files.exists(file);
    if (there) restrict(file);
    try {
      return FileChannel.open(file, Set.of(options), FILE);
    } catch (UnsupportedOperationException _) {
      return FileChannel.open(file, options);
    }
  }

  /// Takes others' rights to a file away, where the gateway owns it.
  public static void restrict(Path file) {
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException | UnsupportedOperationException _) {
      // another's file, or a file system without such rights: no reason not to work
    }
  }
}
