package io.llmcallgateway.upstream;

public class DemoUpstream implements Upstream, AutoCloseable {
  @Override
  public UpstreamReply send(UpstreamRequest r, Doorbell b) {
    throw new IllegalStateException();
  }

  @Override
  public void close() {}
}
