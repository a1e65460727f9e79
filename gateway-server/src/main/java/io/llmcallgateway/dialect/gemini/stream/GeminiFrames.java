package io.llmcallgateway.dialect.gemini.stream;

import io.llmcallgateway.wire.Frames;
import io.llmcallgateway.wire.SseReader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Reads server-sent events, and the errors that Google writes between them as bare JSON, whose
/// lines a plain reader of events takes for unknown fields.
public final class GeminiFrames implements Frames {
  private final SseReader events;
  private boolean bare;

  public GeminiFrames(int limit) {
    events = new SseReader(limit);
  }

  @Override
  public void feed(ByteBuffer bytes) {
    events.feed(bytes);
  }

  @Override
  public boolean next() {
    return seen(events.next());
  }

  @Override
  public boolean last() {
    return seen(events.last());
  }

  private boolean seen(boolean found) {
    bare = found && !events.hasData() && isJson();
    return found;
  }

  private boolean isJson() {
    var raw = events.raw();
    for (int i = events.rawStart(); i < events.rawEnd(); i++) {
      if (raw[i] > ' ') return raw[i] == '{' || raw[i] == '[';
    }
    return false;
  }

  @Override
  public byte[] raw() {
    return events.raw();
  }

  @Override
  public int rawStart() {
    return events.rawStart();
  }

  @Override
  public int rawEnd() {
    return events.rawEnd();
  }

  @Override
  public boolean hasData() {
    return bare || events.hasData();
  }

  @Override
  public byte[] data() {
    return bare ? events.raw() : events.data();
  }

  @Override
  public int dataStart() {
    return bare ? events.rawStart() : events.dataStart();
  }

  @Override
  public int dataEnd() {
    return bare ? events.rawEnd() : events.dataEnd();
  }

  @Override
  public @Nullable String name() {
    return events.name();
  }
}
