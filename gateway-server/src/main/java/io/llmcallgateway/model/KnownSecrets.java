package io.llmcallgateway.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Masks the secrets of the gateway, configured ones and fetched tokens, in all that is stored,
/// logged or passed on. A search costs about a nanosecond per byte. Thread-safe.
public final class KnownSecrets {
  private static final String MASK = "***";
  private static final byte[] MASK_BYTES = MASK.getBytes(UTF_8);

  /// Shorter secrets are masked as whole words only: they may be ordinary words.
  private static final int LONG_SECRET = 8;

  private static final int SHORTEST = 4;
  private static final int NO_WORD = 16;
  private static final int MOST_LEARNED = 256;

  /// The byte sequences to search for, longest first, and the pairs of bytes that they begin with.
  private record Needles(List<byte[]> all, BitSet beginnings) {
    static final Needles NONE = new Needles(List.of(), new BitSet());
  }

  private final LinkedHashSet<Secret> learned = new LinkedHashSet<>();
  private List<Secret> configured = List.of();
  private volatile Needles needles = Needles.NONE;

  /// The needles without those that may be words of a text: some keys are words such as `ollama`.
  private volatile Needles inContent = Needles.NONE;

  /// Sets the secrets of the configuration.
  public synchronized void configure(Collection<Secret> secrets) {
    configured = List.copyOf(secrets);
    arrange();
  }

  /// Adds a secret that was fetched, such as an access token. Only the latest `MOST_LEARNED` are
  /// kept.
  public synchronized void learn(String secret) {
    if (secret.length() < LONG_SECRET || !learned.add(new Secret(secret))) return;
    if (learned.size() > MOST_LEARNED) learned.removeFirst();
    arrange();
  }

  private void arrange() {
    var forms = new LinkedHashSet<String>();
    for (var secret : configured) addForms(secret.reveal(), forms);
    for (var secret : learned) addForms(secret.reveal(), forms);
    needles = needles(forms);
    forms.removeIf(KnownSecrets::mayBeWord);
    inContent = needles(forms);
  }

  private static boolean mayBeWord(String secret) {
    if (secret.length() < LONG_SECRET) return true;
    return secret.length() < NO_WORD && secret.chars().allMatch(Character::isLetter);
  }

  private static Needles needles(Collection<String> forms) {
    var all =
        forms.stream()
            .map(form -> form.getBytes(UTF_8))
            .sorted((a, b) -> b.length - a.length)
            .toList();
    var beginnings = new BitSet(1 << 16);
    for (var needle : all) beginnings.set(pair(needle, 0));
    return all.isEmpty() ? Needles.NONE : new Needles(all, beginnings);
  }

  /// Adds the forms of a secret: plain, JSON-escaped and percent-encoded.
  private static void addForms(String value, Set<String> forms) {
    if (value.length() < SHORTEST) return;
    forms.add(value);
    forms.add(value.replace("\\", "\\\\").replace("\"", "\\\""));
    forms.add(value.replace("/", "\\/"));
    forms.add(percentEncoded(value));
  }

  private static String percentEncoded(String value) {
    var out = new StringBuilder(value.length() + 8);
    for (byte b : value.getBytes(UTF_8)) {
      boolean plain = b > 0 && (Character.isLetterOrDigit(b) || "-._~".indexOf(b) >= 0);
      if (plain) out.append((char) b);
      else out.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
    }
    return out.toString();
  }

  private static int pair(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }

  /// Returns a message with all secrets masked.
  public String mask(String text) {
    return masked(text, needles);
  }

  /// Returns content with all secrets masked that cannot be words.
  public String maskContent(String text) {
    return masked(text, inContent);
  }

  private static String masked(String text, Needles known) {
    if (known.all().isEmpty() || text.length() < SHORTEST) return text;
    var bytes = text.getBytes(UTF_8);
    var masked = masked(bytes, known, false);
    return masked == null ? text : new String(masked, UTF_8);
  }

  /// Returns a body with secrets masked that cannot be words, or the body itself if it has none. A
  /// secret that is cut by the end of the body is masked, too.
  public Body mask(Body body) {
    var known = inContent;
    if (known.all().isEmpty() || body.size() < SHORTEST) return body;
    var masked = masked(body.toByteArray(), known, true);
    return masked == null ? body : Body.of(masked);
  }

  private static byte @Nullable [] masked(byte[] bytes, Needles known, boolean cutToo) {
    var spans = new ArrayList<Span>();
    int last = bytes.length - 1;
    for (int at = 0; at < last; at++) {
      if (!known.beginnings().get(pair(bytes, at))) continue;
      int length = found(bytes, at, known, cutToo);
      if (length == 0) continue;
      spans.add(new Span(at, at + length));
      at += length - 1;
    }
    return spans.isEmpty() ? null : replaced(bytes, spans);
  }

  private static byte[] replaced(byte[] bytes, List<Span> spans) {
    int size = bytes.length;
    for (var span : spans) size += MASK_BYTES.length - span.length();
    var out = ByteBuffer.allocate(size);
    int from = 0;
    for (var span : spans) {
      out.put(bytes, from, span.start() - from).put(MASK_BYTES);
      from = span.end();
    }
    out.put(bytes, from, bytes.length - from);
    return out.array();
  }

  /// Returns the length of the secret that begins at an index; 0 if none does.
  private static int found(byte[] bytes, int at, Needles known, boolean cutToo) {
    int end = bytes.length;
    for (var needle : known.all()) {
      int length = Math.min(needle.length, end - at);
      if (length < needle.length && (!cutToo || length < NO_WORD)) continue;
      if (!Arrays.equals(bytes, at, at + length, needle, 0, length)) continue;
      if (needle.length >= LONG_SECRET || isWord(bytes, at, at + length, end)) return length;
    }
    return 0;
  }

  private static boolean isWord(byte[] bytes, int from, int to, int end) {
    return (from == 0 || !isLetter(bytes[from - 1])) && (to == end || !isLetter(bytes[to]));
  }

  private static boolean isLetter(byte value) {
    return value < 0 || Character.isLetterOrDigit(value);
  }

  /// Overwrites secrets in a buffer with asterisks; their length stays.
  public void blank(ByteBuffer passing) {
    var known = inContent;
    if (known.all().isEmpty() || passing.isReadOnly()) return;
    var bytes = new byte[passing.remaining()];
    passing.get(passing.position(), bytes);
    for (int at = 0; at < bytes.length - 1; at++) {
      if (!known.beginnings().get(pair(bytes, at))) continue;
      int length = found(bytes, at, known, false);
      for (int i = at; i < at + length; i++) passing.put(passing.position() + i, (byte) '*');
    }
  }
}
