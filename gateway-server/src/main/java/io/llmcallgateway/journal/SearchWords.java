package io.llmcallgateway.journal;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Splits texts for full-text search by an index whose own tokenizer then only looks for spaces:
/// telling letters apart there took half of the time of indexing. Words lose case and accents.
/// Scripts that have no spaces between words are cut into overlapping pairs (鲁迅先生 → 鲁迅 迅先 先生 生), so
/// that a word of two characters is one rare term. Each character by itself follows once at the
/// end: the beginnings of all pairs would be too many terms to look at.
public final class SearchWords {
  /// Marks a character that belongs to no word.
  private static final int SPACE = ' ';

  /// Marks an accent by itself.
  private static final int NOTHING = -1;

  /// Earlier results of `fold` by character, less the smallest it can return; 0 where it was not
  /// asked.
  private static final int[] FOLDED = new int[0x3000];

  private SearchWords() {}

  /// A text as it is indexed.
  public static String indexed(String text) {
    int length = text.length();
    var out = new StringBuilder(length * 2 + 16);
    BitSet singles = null;
    boolean apart = true; // a space, or nothing, is before
    for (int at = 0; at < length; ) {
      char unit = text.charAt(at);
      if (unit < 0x80) {
        int c = folded(unit);
        if (c != SPACE || !apart) out.append((char) c);
        apart = c == SPACE;
        at++;
        continue;
      }
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      if (isPaired(c)) {
        if (singles == null) singles = new BitSet();
        singles.set(c);
        if (!apart) out.append(' ');
        out.appendCodePoint(c);
        int following = at < length ? text.codePointAt(at) : SPACE;
        if (isPaired(following)) out.appendCodePoint(following);
        out.append(' ');
        apart = true;
        continue;
      }
      int folded = folded(c);
      if (folded == NOTHING || (folded == SPACE && apart)) continue;
      out.appendCodePoint(folded);
      apart = folded == SPACE;
    }
    if (singles == null) return out.toString();
    for (int c = singles.nextSetBit(0); c >= 0; c = singles.nextSetBit(c + 1)) {
      out.append(' ').appendCodePoint(c);
    }
    return out.toString();
  }

  /// What must be there of what a user typed, each a word as it is indexed or some that follow each
  /// other: all words in any order, what stands in quotes in that order. Empty where there is no
  /// word.
  public static List<String> terms(String typed) {
    var terms = new ArrayList<String>();
    boolean quoted = false;
    for (var piece : typed.split("\"", -1)) {
      if (quoted) terms.addAll(phrase(piece));
      else for (var word : piece.split("\\s+", -1)) terms.addAll(phrase(word));
      quoted = !quoted;
    }
    return terms;
  }

  /// True if an index would find the text.
  public static boolean found(List<String> terms, String text) {
    var words = ' ' + indexed(text) + ' ';
    for (var term : terms) if (!words.contains(' ' + term + ' ')) return false;
    return !terms.isEmpty();
  }

  /// The terms of words that follow each other.
  private static List<String> phrase(String text) {
    var terms = new ArrayList<String>();
    var run = new StringBuilder(); // what follows each other in one phrase
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      int end = at + Character.charCount(c);
      if (!isPaired(c)) {
        int folded = folded(c);
        if (folded != NOTHING) run.appendCodePoint(folded);
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
      terms.add(run);
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
    if (!words.isEmpty()) terms.add(words);
  }

  /// A character as it is in the index, or `SPACE`, or `NOTHING`.
  private static int folded(int c) {
    if (c >= FOLDED.length) return fold(c);
    int known = FOLDED[c];
    if (known == 0) FOLDED[c] = known = fold(c) - NOTHING + 1; // the same, whoever writes it
    return known + NOTHING - 1;
  }

  private static int fold(int c) {
    if (c >= 0xFF01 && c <= 0xFF5E) return folded(c - 0xFEE0); // ＡＢＣ of full width
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK) {
      return c < 0x370 ? NOTHING : c; // further on they are vowels
    }
    if (!Character.isLetterOrDigit(c)) return SPACE;
    return Character.toLowerCase(base(c));
  }

  /// A letter without its accents.
  private static int base(int letter) {
    if (letter >= FOLDED.length) return letter;
    var parts = Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFD);
    boolean accents =
        parts
            .codePoints()
            .skip(1)
            .allMatch(c -> Character.getType(c) == Character.NON_SPACING_MARK);
    return accents ? parts.codePointAt(0) : letter;
  }

  private static boolean isPaired(int c) {
    if (c < 0x0E00) return false;
    if (c >= 0x4E00 && c <= 0x9FFF) return true;
    if (!Character.isLetterOrDigit(c)) return false;
    return switch (UnicodeScript.of(c)) {
      case HAN, HIRAGANA, KATAKANA, BOPOMOFO, THAI, LAO, KHMER, MYANMAR -> true;
      default -> false;
    };
  }
}
