package io.llmcallgateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An index of a JSON document: its values as ranges of its bytes, found in one pass without
/// recursion. Of a document that is cut or broken it holds what stands before the break. Values are
/// numbered from 0 in the order of the document; -1 is none.
public final class JsonIndex {
  private static final int MOST_VALUES = 1_000_000;

  /// Types of JSON values.
  public enum Type {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    WORD,
    NULL
  }

  private final byte[] data;
  private final int limit;
  private int at;
  private int count;
  private Type[] types = new Type[64];
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int[] names = new int[64];
  private int[] nexts = new int[64];
  private int[] open = new int[16];
  private int depth;
  private @Nullable String problem;
  private long @Nullable [] hashes;

  private JsonIndex(byte[] data, int start, int limit) {
    this.data = data;
    this.at = start;
    this.limit = limit;
    read();
  }

  /// Returns the index of a document, however broken it is.
  public static JsonIndex of(byte[] data) {
    return of(data, 0, data.length);
  }

  /// Returns the index of a document that is a range of these bytes.
  public static JsonIndex of(byte[] data, int start, int end) {
    return new JsonIndex(data, start, end);
  }

  /// Says what is wrong with the document and where; null if it is whole.
  public @Nullable String problem() {
    return problem;
  }

  /// Returns the number of values.
  public int size() {
    return count;
  }

  /// Returns the document's value; -1 if nothing of it could be read.
  public int root() {
    return count == 0 ? -1 : 0;
  }

  public Type type(int value) {
    return types[value];
  }

  public boolean isString(int value) {
    return value >= 0 && type(value) == Type.STRING;
  }

  public boolean isObject(int value) {
    return value >= 0 && type(value) == Type.OBJECT;
  }

  public boolean isArray(int value) {
    return value >= 0 && type(value) == Type.ARRAY;
  }

  /// Returns the offset of the value's first byte.
  public int start(int value) {
    return starts[value];
  }

  /// Returns the offset after the value's last byte.
  public int end(int value) {
    return ends[value];
  }

  /// Returns the first value inside an object or an array; -1 if there is none.
  public int first(int value) {
    return nexts[value] > value + 1 ? value + 1 : -1;
  }

  /// Returns the value that follows within the same object or array; -1 after the last.
  public int next(int value, int container) {
    int next = nexts[value];
    return next < nexts[container] ? next : -1;
  }

  /// Returns the name of a member.
  public String name(int member) {
    int from = names[member];
    return LenientJsonString.read(data, from + 1, closingQuote(from), MOST_VALUES);
  }

  /// True if a member has this name.
  public boolean isNamed(int member, String name) {
    int from = names[member] + 1;
    int length = name.length();
    if (from + length < limit && data[from + length] == '"') {
      int i = 0;
      while (i < length && data[from + i] == name.charAt(i)) i++;
      if (i == length) return true;
    }
    int to = closingQuote(from - 1);
    return hasEscape(from, to) && LenientJsonString.read(data, from, to, MOST_VALUES).equals(name);
  }

  /// Returns the last member of that name; -1 if the value is no object or has none.
  public int member(int object, String name) {
    if (!isObject(object)) return -1;
    int found = -1;
    for (int each = first(object); each >= 0; each = next(each, object)) {
      if (isNamed(each, name)) found = each;
    }
    return found;
  }

  /// Returns a string's text, at most so many characters of it; of other values their JSON.
  public String text(int value, int most) {
    boolean string = type(value) == Type.STRING;
    if (string) return LenientJsonString.read(data, starts[value] + 1, contentEnd(value), most);
    int stop = (int) Math.min(ends[value], starts[value] + 4L * (most + 1L));
    var text = new String(data, starts[value], stop - starts[value], UTF_8);
    if (text.length() <= most) return text;
    boolean halved = most > 0 && Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, halved ? most - 1 : most);
  }

  /// Returns a hash of the value's content, which neither white space nor the order of members nor
  /// the way in which characters are escaped changes.
  public long hash(int value) {
    var known = hashes;
    if (known == null) {
      known = new long[count];
      for (int i = count - 1; i >= 0; i--) known[i] = hash(i, known);
      hashes = known;
    }
    return known[value];
  }

  private long hash(int value, long[] known) {
    return switch (type(value)) {
      case STRING -> stringHash(starts[value] + 1, contentEnd(value));
      case NUMBER, WORD, NULL ->
          ContentHash.of(Arrays.copyOfRange(data, starts[value], ends[value]));
      case ARRAY -> {
        long hash = 1;
        for (int each = first(value); each >= 0; each = next(each, value)) {
          hash = ContentHash.of(hash, known[each]);
        }
        yield ContentHash.of(hash, 2);
      }
      case OBJECT -> {
        long hash = 0;
        for (int each = first(value); each >= 0; each = next(each, value)) {
          int from = names[each];
          hash += ContentHash.of(stringHash(from + 1, closingQuote(from)), known[each]);
        }
        yield ContentHash.of(hash, 3);
      }
    };
  }

  private long stringHash(int from, int to) {
    if (hasEscape(from, to))
      return ContentHash.of(LenientJsonString.read(data, from, to, to - from));
    long hash = ContentHash.begin();
    for (int i = from; i < to; i++) hash = ContentHash.add(hash, data[i]);
    return ContentHash.mix(hash);
  }

  private boolean hasEscape(int from, int to) {
    for (int i = from; i < to; i++) if (data[i] == '\\') return true;
    return false;
  }

  /// Returns the end of a string's content; a string that was cut has no closing quote.
  private int contentEnd(int string) {
    return Math.min(closingQuote(starts[string]), ends[string]);
  }

  private int closingQuote(int openingQuote) {
    int i = openingQuote + 1;
    while (i < limit && data[i] != '"') i += data[i] == '\\' ? 2 : 1;
    return Math.min(i, limit);
  }

  private void read() {
    if (limit - at >= 3 && data[at] == (byte) 0xEF && data[at + 1] == (byte) 0xBB) at += 3;
    skipBlank();
    readValue(-1);
    while (depth > 0 && problem == null) readNext(open[depth - 1]);
    while (depth > 0) close();
    skipBlank();
    if (problem == null && at < limit) fail("Something follows the document");
  }

  /// Reads the next value of an object or array, or its end.
  private void readNext(int container) {
    boolean object = types[container] == Type.OBJECT;
    skipBlank();
    if (at < limit && data[at] == (object ? '}' : ']')) {
      at++;
      close();
      return;
    }
    if (count > container + 1) {
      if (!take(',')) return;
      skipBlank();
    }
    int name = -1;
    if (object) {
      name = at;
      if (at < limit && data[at] != '"') {
        fail("Malformed JSON");
        return;
      }
      if (!readString()) return;
      skipBlank();
      if (!take(':')) return;
      skipBlank();
    }
    readValue(name);
  }

  private boolean take(char expected) {
    if (at < limit && data[at] == expected) {
      at++;
      return true;
    }
    fail("Malformed JSON");
    return false;
  }

  private void readValue(int name) {
    if (at >= limit || count == MOST_VALUES) {
      fail("More than " + MOST_VALUES + " values");
      return;
    }
    int from = at;
    switch (data[at]) {
      case '{' -> open(Type.OBJECT, name);
      case '[' -> open(Type.ARRAY, name);
      case '"' -> {
        boolean _ = readString();
        add(Type.STRING, name, from);
      }
      case 't' -> readWord("true", Type.WORD, name);
      case 'f' -> readWord("false", Type.WORD, name);
      case 'n' -> readWord("null", Type.NULL, name);
      default -> readNumber(name);
    }
  }

  private void open(Type type, int name) {
    if (depth == open.length) open = Arrays.copyOf(open, depth * 2);
    open[depth++] = count;
    add(type, name, at++);
  }

  private void close() {
    int container = open[--depth];
    ends[container] = at;
    nexts[container] = count;
  }

  private void add(Type type, int name, int from) {
    if (count == types.length) {
      int more = count * 2;
      types = Arrays.copyOf(types, more);
      starts = Arrays.copyOf(starts, more);
      ends = Arrays.copyOf(ends, more);
      names = Arrays.copyOf(names, more);
      nexts = Arrays.copyOf(nexts, more);
    }
    types[count] = type;
    starts[count] = from;
    ends[count] = at;
    names[count] = name;
    nexts[count] = ++count;
  }

  /// Moves behind the string here. Returns false if it has no end.
  private boolean readString() {
    if (at >= limit) {
      fail("");
      return false;
    }
    int quote = closingQuote(at);
    at = Math.min(quote + 1, limit);
    if (quote < limit) return true;
    fail("");
    return false;
  }

  private void readWord(String word, Type type, int name) {
    int from = at;
    for (int i = 0; i < word.length(); i++) {
      if (at >= limit || data[at] != word.charAt(i)) {
        fail("Malformed JSON");
        return;
      }
      at++;
    }
    add(type, name, from);
  }

  private void readNumber(int name) {
    int from = at;
    while (at < limit && "+-.0123456789eE".indexOf(data[at]) >= 0) at++;
    if (at == from) fail("Malformed JSON");
    else add(Type.NUMBER, name, from);
  }

  private void skipBlank() {
    while (at < limit) {
      byte c = data[at];
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') return;
      at++;
    }
  }

  /// Notes what is wrong; at the end of the bytes it is always that the document ends too early.
  private void fail(String what) {
    if (problem != null) return;
    problem = (at >= limit ? "The JSON ends too early" : what) + " at byte " + at + ".";
  }
}
