package io.llmcallgateway.behaviour;

import io.llmcallgateway.testkit.LeakCheck;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// Base of suites with one upstream and one gateway for all their tests. The upstream is reset
/// between tests.
@ExtendWith(LeakCheck.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedGateway {
  ScriptedUpstream upstream;
  RunningGateway gateway;

  @BeforeAll
  void startBoth() throws Exception {
    upstream = ScriptedUpstream.start();
    gateway = setup(upstream).start();
  }

  /// What the suite's gateway is started with.
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream);
  }

  @BeforeEach
  void forget() {
    upstream.reset();
  }

  @AfterAll
  void stopBoth() throws Exception {
    gateway.close();
    upstream.close();
  }
}
