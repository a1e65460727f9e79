package io.llmcallgateway.upstream.demo;

import java.util.Iterator;
import java.util.NoSuchElementException;

/// Splits a text roughly as tokenizers do: a word with the space before it is a token, long words
/// are several, and each Chinese, Japanese or Korean character and each sign is one. The joined
/// tokens are the text.
final class TokenSplitter implements Iterator<String> {
  private static final int LONGEST_WORD = 6;
  private static final int PIECE = 4;
  private static final int LONGEST_BLANK = 16;
  private static final int FIRST_EAST_ASIAN = 0x2E80;

  private final String text;
  private int at;

  TokenSplitter(String text) {
    this.text = text;
  }

  static int count(String text) {
    int count = 0;
    for (int at = 0; at < text.length(); at = end(text, at)) count++;
    return count;
  }

  /// Returns the first tokens of a text, at most `most`.
  static String cut(String text, int most) {
    int at = 0;
    for (int i = 0; i < most && at < text.length(); i++) at = end(text, at);
    return text.substring(0, at);
  }

  @Override
  public boolean hasNext() {
    return at < text.length();
  }

  @Override
  public String next() {
    if (!hasNext()) throw new NoSuchElementException();
    int start = at;
    at = end(text, at);
    return text.substring(start, at);
  }

  private static int end(String text, int start) {
    int first = start;
    if (text.charAt(start) == ' ' && start + 1 < text.length() && isWord(text, start + 1)) first++;
    if (isWord(text, first)) return endOfWord(text, first);
    int point = text.codePointAt(start);
    int end = start + Character.charCount(point);
    if (Character.isWhitespace(point)) {
      int limit = Math.min(text.length(), start + LONGEST_BLANK);
      while (end < limit && Character.isWhitespace(text.charAt(end)) && !blankOfWord(text, end)) {
        end++;
      }
      return end;
    }
    return endOfMarks(text, end);
  }

  private static boolean blankOfWord(String text, int at) {
    return text.charAt(at) == ' ' && at + 1 < text.length() && isWord(text, at + 1);
  }

  private static int endOfWord(String text, int start) {
    int end = start;
    while (end < text.length() && end - start <= LONGEST_WORD && isWord(text, end)) end++;
    if (end - start > LONGEST_WORD) end = start + PIECE;
    return endOfMarks(text, end);
  }

  private static int endOfMarks(String text, int from) {
    int end = from;
    while (end < text.length() && isMark(text.charAt(end))) end++;
    return end;
  }

  private static boolean isWord(String text, int at) {
    char c = text.charAt(at);
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return c < FIRST_EAST_ASIAN && Character.isLetterOrDigit(c);
  }

  private static boolean isMark(char c) {
    if (c < 0x300) return false;
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.FORMAT;
  }
}
