package io.llmcallgateway.bench;

import io.llmcallgateway.bench.Round.Mode;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// The measured rounds and what follows from them.
record Figures(List<Round> rounds) {
  Figures {
    rounds = List.copyOf(rounds);
  }

  /// Median, least and greatest of some values.
  record Spread(double median, double least, double greatest) {
    static Spread of(List<Double> values) {
      var sorted = values.stream().sorted().toList();
      if (sorted.isEmpty()) return new Spread(Double.NaN, Double.NaN, Double.NaN);
      int middle = sorted.size() / 2;
      double median =
          sorted.size() % 2 == 1
              ? sorted.get(middle)
              : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
      return new Spread(median, sorted.getFirst(), sorted.getLast());
    }

    String text(int decimals) {
      var format = "%." + decimals + "f (%." + decimals + "f–%." + decimals + "f)";
      return String.format(Locale.ROOT, format, median, least, greatest);
    }
  }

  List<Round> of(String server, Mode mode) {
    return rounds.stream().filter(r -> r.server().equals(server) && r.mode() == mode).toList();
  }

  Spread spread(String server, Mode mode, ToDoubleFunction<Round> value) {
    return Spread.of(of(server, mode).stream().mapToDouble(value).boxed().toList());
  }

  /// CPU per call of one server over that of another, round by round.
  Spread ratio(String server, String to, Mode mode) {
    var others = of(to, mode);
    return Spread.of(
        of(server, mode).stream()
            .flatMap(
                round ->
                    others.stream()
                        .filter(other -> other.number() == round.number())
                        .map(other -> round.cpuMicros() / other.cpuMicros()))
            .toList());
  }

  int errors() {
    return rounds.stream().mapToInt(round -> round.load().errors()).sum();
  }

  /// A Markdown table: a line for each server and kind of call, medians of the rounds.
  String table(List<String> servers) {
    var table = new StringBuilder();
    table.append(
        """
        | call | server | CPU µs per call | × bare | calls/s | p50 ms | p99 ms | RSS MB |
        |---|---|--:|--:|--:|--:|--:|--:|
        """);
    for (var mode : Mode.values()) {
      for (var server : servers) {
        if (!of(server, mode).isEmpty()) table.append(line(server, mode));
      }
    }
    return table.toString();
  }

  private String line(String server, Mode mode) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %.0f | %.1f | %.1f | %.0f |%n",
        mode.name().toLowerCase(Locale.ROOT),
        server,
        spread(server, mode, Round::cpuMicros).text(mode == Mode.PLAIN ? 1 : 0),
        ratio(server, Bench.BARE, mode).text(2),
        spread(server, mode, round -> round.load().callsPerSecond()).median(),
        spread(server, mode, round -> round.load().p50() / 1e3).median(),
        spread(server, mode, round -> round.load().p99() / 1e3).median(),
        spread(server, mode, Round::residentMegabytes).greatest());
  }
}
