package io.llmcallgateway.store.sql;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Splits texts for the full-text index. Scripts that have no spaces between words are cut into
/// overlapping pairs (鲁迅先生 → 鲁迅 迅先 先生 生), so that a word of two characters is one rare term. Each
/// character by itself follows once at the end: the beginnings of all pairs would be too many terms
/// to look at.
final class Words {
  private Words() {}

  /// A text as it is indexed.
  static String indexed(String text) {
    var out = new StringBuilder(text.length() * 2);
    var singles = new BitSet();
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      int next = at + Character.charCount(c);
      if (!isPaired(c)) {
        out.appendCodePoint(c);
        at = next;
        continue;
      }
      singles.set(c);
      out.append(' ').appendCodePoint(c);
      if (next < text.length()) {
        int following = text.codePointAt(next);
        if (isPaired(following)) out.appendCodePoint(following);
      }
      out.append(' ');
      at = next;
    }
    for (int c = singles.nextSetBit(0); c >= 0; c = singles.nextSetBit(c + 1)) {
      out.append(' ').appendCodePoint(c);
    }
    return out.toString();
  }

  /// What a user typed as a query that can mean nothing but words: all of them must be there, what
  /// stands in quotes in that order. Empty where there is no word.
  static String query(String typed) {
    var terms = new ArrayList<String>();
    boolean quoted = false;
    for (var piece : typed.split("\"", -1)) {
      if (quoted) terms.addAll(phrase(piece));
      else for (var word : piece.split("\\s+", -1)) terms.addAll(phrase(word));
      quoted = !quoted;
    }
    return String.join(" ", terms);
  }

  /// The quoted terms of words that follow each other.
  private static List<String> phrase(String text) {
    var terms = new ArrayList<String>();
    var run = new StringBuilder(); // what follows each other in one phrase
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      int end = at + Character.charCount(c);
      if (!isPaired(c)) {
        run.append(Character.isLetterOrDigit(c) || isMark(c) ? Character.toString(c) : " ");
        at = end;
        continue;
      }
      add(terms, run);
      while (end < text.length() && isPaired(text.codePointAt(end))) {
        end += Character.charCount(text.codePointAt(end));
      }
      addPairs(terms, text.substring(at, end));
      at = end;
    }
    add(terms, run);
    return terms;
  }

  private static void addPairs(List<String> terms, String run) {
    var characters = run.codePoints().mapToObj(Character::toString).toList();
    if (characters.size() == 1) {
      terms.add('"' + run + '"');
      return;
    }
    var pairs = new StringBuilder();
    for (int i = 0; i + 1 < characters.size(); i++) {
      pairs.append(i == 0 ? "" : " ").append(characters.get(i)).append(characters.get(i + 1));
    }
    add(terms, pairs);
  }

  private static void add(List<String> terms, StringBuilder run) {
    var words = run.toString().strip();
    run.setLength(0);
    if (!words.isEmpty()) terms.add('"' + words + '"');
  }

  private static boolean isMark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  private static boolean isPaired(int c) {
    if (c < 0x0E00 || !Character.isLetterOrDigit(c)) return false;
    return switch (UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }
}
