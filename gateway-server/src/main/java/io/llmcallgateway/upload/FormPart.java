package io.llmcallgateway.upload;

import org.jspecify.annotations.Nullable;

/// A part of a multipart form: a field, or a file.
///
/// @param file the name that the client gives the file; null where the part is a field
/// @param start the offset of its content in the form, in bytes
/// @param end the offset after its content
public record FormPart(String name, @Nullable String file, long start, long end) {
  public boolean isFile() {
    return file != null;
  }

  public long length() {
    return end - start;
  }

  FormPart moved(long by) {
    return new FormPart(name, file, start + by, end + by);
  }
}
