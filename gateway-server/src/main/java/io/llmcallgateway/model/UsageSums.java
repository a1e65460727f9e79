package io.llmcallgateway.model;

/// Token counts as OpenAI and similar vendors send them: two sums, their total, and parts of the
/// sums. Some vendors exclude a part from its sum, which only the total shows: xAI reasoning
/// (https://docs.x.ai/docs/guides/reasoning), Mistral audio input, and Google's OpenAI format
/// thoughts, which it does not send as a part at all.
///
/// @param prompt the input tokens; below 0 if unknown, as the next two
/// @param completion the output tokens
/// @param total the sum of both and of the parts that they exclude
/// @param apart true if reasoning is sent outside of the details of the completion
public record UsageSums(
    long prompt,
    long completion,
    long total,
    long cacheRead,
    long cacheWrite,
    long inputAudio,
    long inputImage,
    long reasoning,
    long outputAudio,
    long outputImage,
    boolean apart) {
  /// The number of parts. Those most likely excluded from their sum come first: reasoning, input
  /// audio, cache read, output audio, input image, output image, cache write.
  private static final int PARTS = 7;

  private boolean isOutput(int part) {
    return part == 0 || part == 3 || part == 5;
  }

  private long part(int part) {
    long tokens =
        switch (part) {
          case 0 -> reasoning;
          case 1 -> inputAudio;
          case 2 -> cacheRead;
          case 3 -> outputAudio;
          case 4 -> inputImage;
          case 5 -> outputImage;
          default -> cacheWrite;
        };
    return Math.max(tokens, 0);
  }

  /// Returns the usage. If the total is larger than both sums, the parts that make up the
  /// difference are excluded from their sums; if none do, the difference is reasoning. A part that
  /// is larger than its sum is cut to it, or, without a total, counted as excluded.
  public Usage usage() {
    long in = Math.max(prompt, 0);
    long out = Math.max(completion, 0);
    long thought = part(0);
    int beside = 0;
    long excess = total - in - out;
    if (excess > 0 && prompt < 0) {
      in += excess; // embeddings have a total only
    } else if (excess > 0 && completion < 0) {
      out += excess;
    } else if (excess > 0) {
      beside = beside(excess);
      if (beside == 0) {
        out += excess;
        thought = Math.max(thought, excess);
      }
    } else if (total < 0) {
      beside = larger(in, out);
    } else if (apart && thought > out) {
      beside = 1; // Perplexity's deep research: its total excludes reasoning
    }
    for (int i = 0; i < PARTS; i++) {
      if ((beside & 1 << i) == 0) continue;
      if (isOutput(i)) out += part(i);
      else in += part(i);
    }
    return cut(in, out, thought);
  }

  /// Returns the smallest set of parts whose sum is the excess, as bits; 0 if there is none.
  private int beside(long excess) {
    int found = 0;
    for (int set = 1; set < 1 << PARTS; set++) {
      if (found != 0 && Integer.bitCount(set) >= Integer.bitCount(found)) continue;
      long sum = 0;
      for (int i = 0; i < PARTS; i++) if ((set & 1 << i) != 0) sum += part(i);
      if (sum == excess) found = set;
    }
    return found;
  }

  private int larger(long in, long out) {
    int found = 0;
    for (int i = 0; i < PARTS; i++) if (part(i) > (isOutput(i) ? out : in)) found |= 1 << i;
    return found;
  }

  private Usage cut(long in, long out, long thought) {
    long left = in;
    long read = part(cacheRead, left);
    left -= read;
    long written = part(cacheWrite, left);
    left -= written;
    long heard = part(inputAudio, left);
    left -= heard;
    long seen = part(inputImage, left);
    left -= seen;
    long rest = out;
    long reasoned = part(thought, rest);
    rest -= reasoned;
    long spoken = part(outputAudio, rest);
    rest -= spoken;
    long drawn = part(outputImage, rest);
    rest -= drawn;
    return new Usage(
        left, read, written, 0, heard, seen, rest, reasoned, spoken, drawn, Usage.Billing.NONE);
  }

  private static long part(long tokens, long most) {
    return Math.clamp(tokens, 0, most);
  }
}
