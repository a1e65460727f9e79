package io.llmcallgateway.dialect.support;

import java.util.HashSet;
import java.util.Set;

/// Members of one object that go, gathered before any of them is taken out: their commas go with
/// them, so it is done once.
public final class MemberEdits {
  private final ScannedValue object;
  private final Set<String> gone = new HashSet<>(0);

  public MemberEdits(ScannedValue object) {
    this.object = object;
  }

  public void remove(String name) {
    gone.add(name);
  }

  public boolean goes(String name) {
    return gone.contains(name);
  }

  public void apply(BodyEdits edits) {
    if (gone.isEmpty()) return;
    var members = object.members();
    edits.remove(object.memberSpans(), i -> gone.contains(members.get(i).name()));
  }
}
