package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.BadRequestTest.requireOpenAiError;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Tests which models a client sees.
final class ModelListTest extends SharedGateway {
  @Override
  RunningGateway.Setup setup(ScriptedUpstream upstream) throws Exception {
    return RunningGateway.on(upstream)
        .yaml(
            """
            models:
              fast: { targets: [ { model: up/gpt-4o-mini } ] }
              "wild-*": { targets: [ { model: "up/*" } ] }
            """);
  }

  private List<String> ids() throws Exception {
    var list = gateway.get("/v1/models").json();
    assertThat(list.path("object").asString()).isEqualTo("list");
    var ids = new ArrayList<String>();
    for (var model : list.path("data")) {
      assertThat(model.path("object").asString()).isEqualTo("model");
      assertThat(model.path("created").isNumber()).isTrue();
      assertThat(model.path("owned_by").asString()).isNotBlank();
      ids.add(model.path("id").asString());
    }
    return ids;
  }

  @Test
  void groups_then_the_providers_own_list_then_the_demo() throws Exception {
    assertThat(ids())
        .contains("fast", "up/gpt-4o-mini", "up/gpt-4o", "demo/echo")
        .doesNotHaveDuplicates();
    assertThat(ids().getFirst()).isEqualTo("fast");
  }

  @Test
  void the_providers_list_is_asked_once_for_many() throws Exception {
    ids();
    upstream.reset();
    ids();
    ids();
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void one_model_can_be_asked_for_whatever_its_name_holds() throws Exception {
    for (var path :
        new String[] {
          "/v1/models/fast", "/models/fast", "/v1/models/up/gpt-4o", "/v1/models/up%2Fgpt-4o"
        }) {
      var answer = gateway.get(path);
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.json().path("object").asString()).isEqualTo("model");
    }
    requireOpenAiError(gateway.get("/v1/models/nothing-like-it"), 404);
  }

  @Test
  void every_listed_model_can_be_called() throws Exception {
    for (var id : ids()) {
      if (id.contains("*") || id.startsWith("demo/error")) continue;
      boolean embeds = id.contains("embedding");
      var answer =
          gateway.post(
              embeds ? "/v1/embeddings" : Calls.CHAT,
              embeds ? "{\"model\":\"" + id + "\",\"input\":\"x\"}" : Calls.chat(id),
              "x-demo-tokens-per-second: 0");
      assertThat(answer.status()).as(id).isEqualTo(200);
    }
  }
}
