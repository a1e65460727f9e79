package io.llmcallgateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmcallgateway.bootstrap.AllDialects;
import io.llmcallgateway.cli.ExampleCall.Asked;
import io.llmcallgateway.dialect.DialectModule;
import io.llmcallgateway.model.chat.ChatRequest;
import io.llmcallgateway.model.chat.OutputFormat;
import io.llmcallgateway.model.chat.ReasoningOptions;
import io.llmcallgateway.model.chat.Tool;
import io.llmcallgateway.model.chat.UnreadMember;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The example requests of `./gateway explain`, as each format's clients would send them.
final class ExampleCallTest {
  static Stream<DialectModule> formats() {
    return new AllDialects().modules().stream().filter(each -> each.client() != null);
  }

  private static ChatRequest read(DialectModule format, Asked asked) {
    var example = new ExampleCall(format, "通义-千问", asked, null);
    var in = example.inbound();
    var facts = example.client().facts(in);
    assertThat(facts.model()).isEqualTo("通义-千问");
    assertThat(facts.stream()).isEqualTo(asked.stream());
    return example.client().readRequest(in, facts);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void a_plain_example_asks_for_nothing_else(DialectModule format) {
    var request = read(format, new Asked(false, false, false, false, false));
    assertThat(request.messages())
        .singleElement()
        .satisfies(each -> assertThat(each.text()).isEqualTo("hi"));
    assertThat(request.tools()).isEmpty();
    assertThat(request.reasoning()).isNull();
    assertThat(request.format()).isNull();
    assertThat(request.unread()).allMatch(UnreadMember::hint);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void an_example_has_each_feature_that_was_asked_for(DialectModule format) {
    var agent = read(format, new Asked(true, true, true, false, false));
    assertThat(agent.functions()).extracting(Tool.Function::name).containsExactly("weather");
    var reasoning = Objects.requireNonNull(agent.reasoning());
    assertThat(reasoning.mode()).isEqualTo(ReasoningOptions.Mode.ON);
    var shaped = read(format, new Asked(false, false, false, true, false));
    assertThat(shaped.format())
        .isInstanceOfSatisfying(
            OutputFormat.JsonSchema.class,
            schema -> assertThat(schema.schema().at("/required/0").asString()).isEqualTo("city"));
  }
}
