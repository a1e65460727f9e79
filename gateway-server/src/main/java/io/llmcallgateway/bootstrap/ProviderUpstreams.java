package io.llmcallgateway.bootstrap;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.upstream.HttpUpstream;
import io.llmcallgateway.upstream.Upstream;
import io.llmcallgateway.upstream.UpstreamReply;
import io.llmcallgateway.upstream.UpstreamRequest;
import io.llmcallgateway.upstream.WakeSignal;
import io.llmcallgateway.upstream.demo.DemoUpstream;

/// Reaches every provider: the demo inside the process, the others over HTTP.
record ProviderUpstreams(HttpUpstream http, DemoUpstream demo) implements Upstream {
  @Override
  public UpstreamReply send(UpstreamRequest request, WakeSignal bell) {
    boolean inside = request.provider().id().equals(Catalog.DEMO);
    return inside ? demo.send(request, bell) : http.send(request, bell);
  }
}
