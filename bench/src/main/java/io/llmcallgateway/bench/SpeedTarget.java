package io.llmcallgateway.bench;

import io.llmcallgateway.bench.Round.Mode;
import java.util.Locale;

/// What the gateway may cost at most, as a multiple of the bare proxy's CPU time.
enum SpeedTarget {
  PLAIN(Mode.PLAIN, 1.8),
  STREAM(Mode.STREAM, 1.4);

  private final Mode mode;
  private final double most;

  SpeedTarget(Mode mode, double most) {
    this.mode = mode;
    this.most = most;
  }

  String verdict(Figures figures) {
    var ratio = figures.ratio(Bench.GATEWAY, Bench.BARE, mode);
    return String.format(
        Locale.ROOT,
        "%s: %s × bare per %s call, target ≤ %.1f",
        ratio.median() <= most ? "PASS" : "FAIL",
        ratio.text(2),
        mode.name().toLowerCase(Locale.ROOT),
        most);
  }
}
