package io.llmcallgateway.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tokens of a call in disjoint buckets: each token is in exactly one, so that each bucket can
/// have a price of its own. `promptTokens` and `completionTokens` are the sums that vendors send.
///
/// @param input neither cached nor audio nor image
/// @param cacheRead read from the vendor's prompt cache
/// @param cacheWrite written to it for five minutes (or for as long as the vendor keeps it)
/// @param cacheWriteHour written to it for an hour
/// @param output neither reasoning nor audio nor image
/// @param billing the terms of billing beside the tokens
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

  /// The terms that determine the price of a call beside its tokens.
  ///
  /// @param searches the web searches that the vendor made and bills one by one
  /// @param citations the tokens of sources that the vendor bills apart
  /// @param reportedNanos the cost that the vendor itself reports, in nano-USD; -1 if it reports
  ///   none
  /// @param tier the vendor's name of the service tier that was used
  /// @param terms other conditions that change all prices, such as `speed:fast` and `geo:us`
  /// @param searchContext the vendor's name of the size of the search context
  /// @param units the billed tokens, if they differ from the counted ones
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

  /// Billed tokens.
  public record Units(long input, long output) {}

  /// Usage without images and without terms of billing.
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

  /// Usage without terms of billing other than searches, a reported cost and a service tier.
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

  /// Returns the usage for OpenAI's sums. Parts larger than their sum are cut: see `UsageSums`.
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

  /// Returns the usage with other output, none of it audio or images.
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

  /// Returns the usage with terms of billing.
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

  /// Returns the usage with a service tier; null changes nothing.
  public Usage served(@Nullable String tier) {
    return tier == null ? this : billed(searches(), reportedNanos(), tier);
  }

  /// Returns the usage with billed tokens other than the counted ones.
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

  /// Returns the billed usage.
  public Usage paid() {
    var units = billing.units();
    if (units == null) return this;
    return Usage.of(units.input(), units.output()).billed(billing);
  }

  public long searches() {
    return billing.searches();
  }

  /// The cost that the vendor itself reports, in nano-USD; -1 if it reports none.
  public long reportedNanos() {
    return billing.reportedNanos();
  }

  /// The vendor's name of the service tier that was used.
  public @Nullable String tier() {
    return billing.tier();
  }

  /// Returns the input tokens that were neither read from a cache nor written to one.
  public long uncached() {
    return input + inputAudio + inputImage;
  }

  /// Returns all input tokens.
  public long promptTokens() {
    return uncached() + cacheRead + cacheWrite + cacheWriteHour;
  }

  /// Returns all output tokens.
  public long completionTokens() {
    return output + reasoning + outputAudio + outputImage;
  }

  public long total() {
    return promptTokens() + completionTokens();
  }

  /// Returns all tokens written to the cache.
  public long cacheWrites() {
    return cacheWrite + cacheWriteHour;
  }
}
