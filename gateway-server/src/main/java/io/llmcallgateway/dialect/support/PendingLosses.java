package io.llmcallgateway.dialect.support;

import io.llmcallgateway.model.Losses;
import java.util.ArrayList;
import java.util.List;

/// Losses of a request that is fitted by byte ranges, told once these prove to be enough: one that
/// is written anew tells its own.
public final class PendingLosses {
  private record Found(String path, String reason, boolean weighty) {}

  private final List<Found> found = new ArrayList<>(0);

  public void add(String path, String reason) {
    found.add(new Found(path, reason, false));
  }

  /// Something without which the answer means something else.
  public void changesMeaning(String path, String reason) {
    found.add(new Found(path, reason, true));
  }

  public void tell(Losses losses) {
    for (var each : found) {
      if (each.weighty()) losses.changesMeaning(each.path(), each.reason());
      else losses.add(each.path(), each.reason());
    }
  }
}
