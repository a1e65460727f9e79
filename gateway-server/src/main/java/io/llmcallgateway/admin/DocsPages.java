package io.llmcallgateway.admin;

import io.llmcallgateway.http.*;
import java.util.*;

public class DocsPages {
  public DocsPages(String v) {}

  public List<Route> routes() {
    return List.of();
  }
}
