package io.llmcallgateway.bootstrap;

import io.llmcallgateway.catalog.Catalog;
import io.llmcallgateway.upstream.HttpUpstream;
import io.llmcallgateway.upstream.Upstream;
import io.llmcallgateway.upstream.UpstreamReply;
import io.llmcallgateway.upstream.UpstreamRequest;
import io.llmcallgateway.upstream.WakeSignal;
import io.llmcallgateway.upstream.demo.DemoUpstream;

/// Sends requests to providers: to the demo provider inside the process, to others over HTTP.
record ProviderUpstreams(HttpUpstream http, DemoUpstream demo) implements Upstream {
  @Override
  public UpstreamReply send(UpstreamRequest request, WakeSignal signal) {
    boolean inside = request.provider().id().equals(Catalog.DEMO);
    return inside ? demo.send(request, signal) : http.send(request, signal);
  }
}
