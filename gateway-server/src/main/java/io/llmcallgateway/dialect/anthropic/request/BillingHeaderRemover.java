package io.llmcallgateway.dialect.anthropic.request;

import io.llmcallgateway.dialect.BillingHeader;
import io.llmcallgateway.dialect.support.BodyEdits;
import io.llmcallgateway.dialect.support.MemberEdits;
import io.llmcallgateway.dialect.support.PendingLosses;
import io.llmcallgateway.dialect.support.ScannedValue;
import io.llmcallgateway.model.Span;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/// Removes Claude Code's billing header, which changes with each call, from a system prompt by byte
/// ranges: the whole block if it has nothing else, or the first line of a longer text.
final class BillingHeaderRemover {
  private static final String START = BillingHeader.PREFIX;

  private final byte[] bytes;
  private final BodyEdits edits;

  BillingHeaderRemover(byte[] bytes, BodyEdits edits) {
    this.bytes = bytes;
    this.edits = edits;
  }

  /// Removes the header from `system`.
  ///
  /// @param gone takes the removal of the whole member
  void remove(@Nullable ScannedValue system, MemberEdits gone, PendingLosses losses) {
    if (system == null) return;
    boolean found = system.isString() ? ofString(system, gone) : ofBlocks(system, gone);
    if (found) losses.add("system", "billing-header-left-out");
  }

  private boolean ofString(ScannedValue system, MemberEdits gone) {
    if (!isIn(system)) return false;
    if (!cut(system)) gone.remove("system");
    return true;
  }

  private boolean ofBlocks(ScannedValue system, MemberEdits gone) {
    boolean found = false;
    var left = new HashSet<Integer>(2);
    var blocks = system.items();
    for (int i = 0; i < blocks.size(); i++) {
      var text = blocks.get(i).get("text");
      if (text == null || !text.isString() || !isIn(text)) continue;
      found = true;
      if (!cut(text)) left.add(i);
    }
    if (left.isEmpty()) return found;
    if (left.size() == blocks.size()) gone.remove("system");
    else edits.remove(blocks.stream().map(ScannedValue::span).toList(), left::contains);
    return true;
  }

  private boolean isIn(ScannedValue text) {
    int at = text.span().start() + 1;
    if (text.span().length() < START.length() + 2) return false;
    for (int i = 0; i < START.length(); i++) if (bytes[at + i] != START.charAt(i)) return false;
    return true;
  }

  /// Cuts the first line off; false if there is no other.
  private boolean cut(ScannedValue text) {
    int end = text.span().end() - 1;
    for (int at = text.span().start() + 1; at < end; at++) {
      if (bytes[at] != '\\') continue;
      if (bytes[++at] != 'n') continue;
      if (at + 1 == end) return false;
      edits.replace(new Span(text.span().start() + 1, at + 1), "");
      return true;
    }
    return false;
  }
}
