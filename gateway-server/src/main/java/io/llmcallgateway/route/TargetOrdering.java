package io.llmcallgateway.route;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.catalog.ModelGroup;
import io.llmcallgateway.catalog.ModelGroup.Member;
import io.llmcallgateway.model.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Orders a group's targets by its strategy. Ties keep the order of gateway.yaml.
final class TargetOrdering {
  /// The assumed ratio of input to output tokens, as usual in chats, by which costs are compared.
  private static final long INPUT_SHARE = 3;

  private final TargetHealth health;
  private final Router.RandomSource random;

  /// A target with the value to sort by.
  private record Ranked<T>(Member member, T rank) {}

  TargetOrdering(TargetHealth health, Router.RandomSource random) {
    this.health = health;
    this.random = random;
  }

  /// Returns the group's targets in their order, with the text that its `*` matched filled in.
  List<Member> order(ModelGroup group, String captured, Operation operation, Catalog catalog) {
    var members = new ArrayList<Member>(group.targets().size());
    for (var member : group.targets()) {
      var model = group.wildcard() ? member.model().replace("*", captured) : member.model();
      members.add(new Member(member.provider(), model, member.weight()));
    }
    if (members.size() < 2) return members;
    return switch (group.strategy()) {
      case ORDERED -> members;
      case WEIGHTED -> weighted(members);
      case LEAST_BUSY -> by(members, m -> health.busyness(m.provider(), m.model()));
      case LATENCY -> byLatency(members);
      case COST -> by(members, m -> cost(m, operation, catalog));
    };
  }

  private static List<Member> by(List<Member> members, ToDoubleFunction<Member> rank) {
    // Ranked once: a value that changes during the sort would break it.
    var ranked = new ArrayList<Ranked<Double>>(members.size());
    for (var member : members) ranked.add(new Ranked<>(member, rank.applyAsDouble(member)));
    return sorted(ranked);
  }

  private static <T extends Comparable<T>> List<Member> sorted(List<Ranked<T>> ranked) {
    ranked.sort(Comparator.comparing(Ranked::rank));
    return ranked.stream().map(Ranked::member).toList();
  }

  /// Returns the targets shuffled, each being first with the probability of its weight's share;
  /// weight 0 comes last.
  private List<Member> weighted(List<Member> members) {
    var generator = random.get();
    var ranked = new ArrayList<Ranked<Double>>(members.size());
    for (var member : members) {
      double rank = Double.POSITIVE_INFINITY;
      if (member.weight() > 0) rank = generator.nextExponential() / member.weight();
      ranked.add(new Ranked<>(member, rank));
    }
    return sorted(ranked);
  }

  /// Returns the targets by latency, the fastest first. One without recent samples is put first now
  /// and then, to be measured. Of those whose latency is unknown, the ones that failed come last.
  private List<Member> byLatency(List<Member> members) {
    return by(
        by(members, member -> health.failures(member.provider(), member.model())),
        member -> {
          double micros = health.latencyMicros(member.provider(), member.model());
          if (Double.isFinite(micros)) return micros;
          return health.wantsProbe(member.provider(), member.model()) ? -1 : micros;
        });
  }

  private static long cost(Member member, Operation operation, Catalog catalog) {
    var info = catalog.info(member.provider(), member.model());
    if (info == null || info.inputPrice() < 0) return Long.MAX_VALUE;
    if (!operation.generates()) return info.inputPrice();
    return info.priced() ? INPUT_SHARE * info.inputPrice() + info.outputPrice() : Long.MAX_VALUE;
  }
}
