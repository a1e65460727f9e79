package io.llmcallgateway.dialect;

/// The billing header of Claude Code: the first line of its system prompt. The line changes with
/// each call, so that it would defeat every prompt cache, and only Anthropic has a use for it.
public final class BillingHeader {
  /// The text that the line starts with.
  public static final String PREFIX = "x-anthropic-billing-header:";

  private BillingHeader() {}
}
