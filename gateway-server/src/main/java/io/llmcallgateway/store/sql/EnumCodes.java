package io.llmcallgateway.store.sql;

import io.llmcallgateway.model.Cost;
import io.llmcallgateway.model.Failure;
import io.llmcallgateway.model.Operation;
import io.llmcallgateway.model.record.CallRecord;
import io.llmcallgateway.model.record.CallRecord.Lane;
import io.llmcallgateway.model.record.CallRecord.State;
import java.util.List;

/// Maps the values of a closed set to the numbers that stand for them in the database. They never
/// change: a new value goes to the end of its list.
record EnumCodes<T>(List<T> values) {
  static final EnumCodes<Operation> OPERATIONS = new EnumCodes<>(List.of(Operation.values()));
  static final EnumCodes<State> STATES =
      new EnumCodes<>(
          List.of(State.SUCCESS, State.ERROR, State.REFUSED, State.CANCELLED, State.STOPPED));
  static final EnumCodes<Lane> LANES =
      new EnumCodes<>(List.of(Lane.VERBATIM, Lane.TRANSLATED, Lane.NONE));
  static final EnumCodes<Failure.Fault> FAULTS =
      new EnumCodes<>(List.of(Failure.Fault.CLIENT, Failure.Fault.GATEWAY, Failure.Fault.PROVIDER));
  private static final EnumCodes<Cost.State> COSTS =
      new EnumCodes<>(List.of(Cost.State.PRICED, Cost.State.UNKNOWN, Cost.State.UNUSED));

  /// Of calls that are priced, but not at what the provider says that they cost.
  static final int DIFFERS = 3;

  /// Of calls whose price is not known.
  static final int UNKNOWN = COSTS.of(Cost.State.UNKNOWN);

  static int cost(CallRecord call) {
    return call.costDiffers() ? DIFFERS : COSTS.of(call.cost().state());
  }

  static Cost.State cost(int code) {
    return code == DIFFERS ? Cost.State.PRICED : COSTS.at(code);
  }

  int of(T value) {
    return values.indexOf(value);
  }

  T at(int code) {
    return values.get(code);
  }
}
