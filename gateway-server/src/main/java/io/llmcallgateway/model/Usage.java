package io.llmcallgateway.model;

import java.util.List;
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
/// @param billing what the vendor tells beside its tokens
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
    Billing billing) {
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0, 0, 0);

  /// Holds what bears on a call's price beside its tokens.
  ///
  /// @param searches web searches that the vendor made and bills by the piece
  /// @param citations tokens of sources that the vendor bills apart
  /// @param reportedNanos what the vendor itself says that the call cost, in nano-USD; -1 where it
  ///   says nothing
  /// @param tier the service tier that served, in the vendor's words
  /// @param terms other conditions that change all prices, such as `speed:fast` and `geo:us`
  /// @param searchContext the size of what was searched, in the vendor's words
  /// @param units what is paid for, where that is not what was counted
  public record Billing(
      long searches,
      long citations,
      long reportedNanos,
      @Nullable String tier,
      List<String> terms,
      @Nullable String searchContext,
      @Nullable Units units) {
    public static final Billing NONE = new Billing(0, 0, -1, null, List.of(), null, null);

    public Billing {
      terms = List.copyOf(terms);
    }

    static Billing of(long searches, long reportedNanos, @Nullable String tier) {
      return new Billing(searches, 0, reportedNanos, tier, List.of(), null, null);
    }
  }

  /// Tokens that are paid for.
  public record Units(long input, long output) {}

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
        Billing.NONE);
  }

  /// Without conditions other than a service tier.
  public Usage(
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
    this(
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
        Billing.of(searches, reportedNanos, tier));
  }

  public static Usage of(long input, long output) {
    return new Usage(input, 0, 0, 0, 0, output, 0, 0);
  }

  /// From sums as OpenAI has them, parts beyond them cut: see `UsageSums`.
  public static Usage ofSums(
      long prompt,
      long completion,
      long cacheRead,
      long cacheWrite,
      long inputAudio,
      long reasoning,
      long outputAudio) {
    long in = Math.max(prompt, 0);
    long out = Math.max(completion, 0);
    return new UsageSums(
            in,
            out,
            in + out,
            cacheRead,
            cacheWrite,
            inputAudio,
            0,
            reasoning,
            outputAudio,
            0,
            false)
        .usage();
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
        billing);
  }

  /// The same with what a vendor tells beside its tokens.
  public Usage billed(Billing billing) {
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
        billing);
  }

  public Usage billed(long searches, long reportedNanos, @Nullable String tier) {
    return billed(
        new Billing(
            Math.max(searches, 0),
            billing.citations(),
            reportedNanos,
            tier,
            billing.terms(),
            billing.searchContext(),
            billing.units()));
  }

  /// The same, served by a tier, where the vendor names one.
  public Usage served(@Nullable String tier) {
    return tier == null ? this : billed(searches(), reportedNanos(), tier);
  }

  /// The same, billed by other units than those that were counted.
  public Usage paidBy(@Nullable Units units) {
    return billed(
        new Billing(
            searches(),
            billing.citations(),
            reportedNanos(),
            tier(),
            billing.terms(),
            billing.searchContext(),
            units));
  }

  /// What is paid for.
  public Usage paid() {
    var units = billing.units();
    if (units == null) return this;
    return Usage.of(units.input(), units.output()).billed(billing);
  }

  public long searches() {
    return billing.searches();
  }

  /// What the vendor itself says that the call cost, in nano-USD; -1 where it says nothing.
  public long reportedNanos() {
    return billing.reportedNanos();
  }

  /// The service tier that served, in the vendor's words.
  public @Nullable String tier() {
    return billing.tier();
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
