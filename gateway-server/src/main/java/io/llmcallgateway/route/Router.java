package io.llmcallgateway.route;

import io.llmcallgateway.catalog.*;
import io.llmcallgateway.model.*;
import java.util.*;
import java.util.function.*;
import java.util.random.*;

public class Router {
  public Router(Health h, ModelLists l, Supplier<? extends RandomGenerator> r) {}

  public Plan plan(String m, Operation o, Catalog c) {
    if (c.defaultUpstream() == null)
      throw new GatewayException(Failure.of(Failure.Kind.MODEL_NOT_FOUND, "no " + m));
    return new Plan(List.of(new Target(c.defaultUpstream(), m)), m);
  }
}
