package io.llmcallgateway.behaviour;

import static io.llmcallgateway.behaviour.BadRequestTest.requireOpenAiError;
import static io.llmcallgateway.testkit.RunningGateway.authorized;
import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.testkit.Form;
import io.llmcallgateway.testkit.RawAnswer;
import io.llmcallgateway.testkit.RunningGateway;
import io.llmcallgateway.testkit.ScriptedUpstream;
import java.io.IOException;
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
      assertThat(call(id).status()).as(id).isEqualTo(200);
    }
  }

  private RawAnswer call(String id) throws IOException {
    var input = "{\"model\":\"" + id + "\",\"input\":\"x\"}";
    if (id.contains("embedding")) return gateway.post("/v1/embeddings", input);
    if (id.endsWith("speech")) return gateway.post("/v1/audio/speech", input);
    if (!id.endsWith("transcription")) {
      return gateway.post(Calls.CHAT, Calls.chat(id), "x-demo-tokens-per-second: 0");
    }
    try (var client = gateway.client()) {
      var form = new Form().field("model", id).file("file", "a.wav", new byte[9]).bytes();
      client.request("POST", "/v1/audio/transcriptions", form, authorized(Form.TYPE));
      return client.answer();
    }
  }
}
