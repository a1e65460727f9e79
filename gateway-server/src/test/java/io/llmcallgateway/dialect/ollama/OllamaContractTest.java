package io.llmcallgateway.dialect.ollama;

import io.llmcallgateway.dialect.TargetContract;
import io.llmcallgateway.dialect.TargetDialect;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.ModelRules;

final class OllamaContractTest extends TargetContract {
  @Override
  protected TargetDialect dialect() {
    return new OllamaDialect();
  }

  @Override
  protected TargetModel target(boolean stream) {
    return new TargetModel("ollama", "qwen3:8b", ModelRules.UNKNOWN, stream);
  }

  @Override
  protected byte[] stream() {
    return Body.utf8(
            """
            {"model":"qwen3:8b","message":{"role":"assistant","content":"","thinking":"先"},"done":false}
            {"model":"qwen3:8b","message":{"role":"assistant","content":"","thinking":"查"},"done":false}
            {"model":"qwen3:8b","message":{"role":"assistant","content":"我来查 😀"},"done":false}
            {"model":"qwen3:8b","message":{"role":"assistant","content":"","tool_calls":[{"id":"a1","function":{"name":"weather","arguments":{"city":"杭州"}}},{"id":"b2","function":{"name":"now","arguments":{}}}]},"done":false}
            {"model":"qwen3:8b","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":12,"eval_count":9}
            """)
        .toByteArray();
  }

  @Override
  protected Body plain() {
    return Body.utf8(
        """
        {"model":"qwen3:8b","message":{"role":"assistant","content":"我来查 😀","thinking":"先查","tool_calls":[{"id":"a1","function":{"name":"weather","arguments":{"city":"杭州"}}},{"id":"b2","function":{"name":"now","arguments":{}}}]},"done":true,"done_reason":"stop","prompt_eval_count":12,"eval_count":9}
        """);
  }
}
