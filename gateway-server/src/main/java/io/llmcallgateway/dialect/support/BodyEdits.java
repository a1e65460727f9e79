package io.llmcallgateway.dialect.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/// Changes of byte ranges of one body, which must not overlap; all other bytes stay. One thread.
public final class BodyEdits {
  private record Edit(Span span, String text) {}

  private final List<Edit> edits = new ArrayList<>(2);

  public boolean isEmpty() {
    return edits.isEmpty();
  }

  public void replace(Span span, String text) {
    edits.add(new Edit(span, text));
  }

  public void insert(int at, String text) {
    replace(new Span(at, at), text);
  }

  /// Takes some of an object's members, or of an array's elements, away with their commas.
  ///
  /// @param all from name to value, in their order
  public void remove(List<Span> all, IntPredicate gone) {
    int last = all.size() - 1;
    while (last >= 0 && gone.test(last)) last--;
    for (int i = 0; i < all.size(); i++) {
      if (!gone.test(i)) continue;
      boolean first = last < 0 && i == 0;
      int start = i < last || first ? all.get(i).start() : all.get(i - 1).end();
      int end = i < last ? all.get(i + 1).start() : all.get(i).end();
      replace(new Span(start, end), "");
    }
  }

  public Body apply(Body body) {
    Comparator<Edit> byStart = Comparator.comparingInt(edit -> edit.span().start());
    edits.sort(byStart.thenComparingInt(edit -> edit.span().end()));
    var spans = new ArrayList<Span>(edits.size());
    var texts = new ArrayList<byte[]>(edits.size());
    for (var edit : edits) {
      spans.add(edit.span());
      texts.add(edit.text().getBytes(UTF_8));
    }
    return body.splice(spans, texts);
  }
}
