package io.llmcallgateway.model;

import org.jspecify.annotations.Nullable;

/// Tokens of a call in buckets that do not overlap: each token is in exactly one, so that each can
/// be priced by itself. Vendors' own sums come back from them: see `promptTokens` and
/// `completionTokens`.
///
/// @param input neither cached nor sound nor picture
/// @param cacheRead read from the vendor's prompt cache
/// @param cacheWrite written to it for five minutes (or for as long as the vendor keeps it)
/// @param cacheWriteHour written to it for an hour
/// @param output neither reasoning nor sound nor picture
/// @param searches web searches that the vendor made and bills by the piece
/// @param reportedNanos what the vendor itself says that the call cost, in nano-USD; -1 where it
///   says nothing
/// @param tier the service tier that served, in the vendor's words
public record Usage(
    long input,
    long cacheRead,
    long cacheWrite,
    long cacheWriteHour,
    long inputAudio,
    long inputImage,
    long output,
    long reasoning,
    long outputAudio,
    long outputImage,
    long searches,
    long reportedNanos,
    @Nullable String tier) {
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0, 0);

  /// Tokens alone.
  public Usage(
      long input,
      long cacheRead,
      long cacheWrite,
      long cacheWriteHour,
      long inputAudio,
      long output,
      long reasoning,
      long outputAudio) {
    this(
        input,
        cacheRead,
        cacheWrite,
        cacheWriteHour,
        inputAudio,
        0,
        output,
        reasoning,
        outputAudio,
        0,
        0,
        -1,
        null);
  }

  public static Usage of(long input, long output) {
    return new Usage(input, 0, 0, 0, 0, output, 0, 0);
  }

  /// From sums as OpenAI has them: `prompt` includes what was cached and heard, `completion` what
  /// was reasoned and spoken. A part that exceeds its sum is cut to it.
  public static Usage ofSums(
      long prompt,
      long completion,
      long cacheRead,
      long cacheWrite,
      long inputAudio,
      long reasoning,
      long outputAudio) {
    long left = Math.max(prompt, 0);
    long read = part(cacheRead, left);
    left -= read;
    long written = part(cacheWrite, left);
    left -= written;
    long heard = part(inputAudio, left);
    left -= heard;
    long rest = Math.max(completion, 0);
    long thought = part(reasoning, rest);
    rest -= thought;
    long spoken = part(outputAudio, rest);
    rest -= spoken;
    return new Usage(left, read, written, 0, heard, rest, thought, spoken);
  }

  private static long part(long tokens, long most) {
    return Math.clamp(tokens, 0, most);
  }

  /// The same with other counts of what came out, none of it sound or picture.
  public Usage withCompletion(long output, long reasoning) {
    return new Usage(
        input,
        cacheRead,
        cacheWrite,
        cacheWriteHour,
        inputAudio,
        inputImage,
        output,
        reasoning,
        0,
        0,
        searches,
        reportedNanos,
        tier);
  }

  /// The same, so many of the input's and the output's plain tokens being those of pictures.
  public Usage pictures(long in, long out) {
    long seen = part(in, input);
    long drawn = part(out, output);
    if (seen == 0 && drawn == 0) return this;
    return new Usage(
        input - seen,
        cacheRead,
        cacheWrite,
        cacheWriteHour,
        inputAudio,
        inputImage + seen,
        output - drawn,
        reasoning,
        outputAudio,
        outputImage + drawn,
        searches,
        reportedNanos,
        tier);
  }

  /// The same with what a vendor tells beside its tokens.
  public Usage billed(long searches, long reportedNanos, @Nullable String tier) {
    return new Usage(
        input,
        cacheRead,
        cacheWrite,
        cacheWriteHour,
        inputAudio,
        inputImage,
        output,
        reasoning,
        outputAudio,
        outputImage,
        Math.max(searches, 0),
        reportedNanos,
        tier);
  }

  /// The same, served by a tier, where the vendor names one.
  public Usage served(@Nullable String tier) {
    return tier == null ? this : billed(searches, reportedNanos, tier);
  }

  /// What went in and was neither read from a cache nor written to one.
  public long uncached() {
    return input + inputAudio + inputImage;
  }

  /// All that went in.
  public long promptTokens() {
    return uncached() + cacheRead + cacheWrite + cacheWriteHour;
  }

  /// All that came out.
  public long completionTokens() {
    return output + reasoning + outputAudio + outputImage;
  }

  public long total() {
    return promptTokens() + completionTokens();
  }

  /// Written to the cache, for however long.
  public long cacheWrites() {
    return cacheWrite + cacheWriteHour;
  }
}
