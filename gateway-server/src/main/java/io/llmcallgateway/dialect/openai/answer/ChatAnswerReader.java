package io.llmcallgateway.dialect.openai.answer;

import io.llmcallgateway.dialect.CallIds;
import io.llmcallgateway.dialect.TargetModel;
import io.llmcallgateway.dialect.openai.answer.ChatCompletion.Choice;
import io.llmcallgateway.dialect.openai.content.CitationCodec;
import io.llmcallgateway.dialect.openai.content.CommonMembers;
import io.llmcallgateway.dialect.support.EmptyAnswerCheck;
import io.llmcallgateway.model.Body;
import io.llmcallgateway.model.GatewayException;
import io.llmcallgateway.model.Quirk;
import io.llmcallgateway.model.chat.ChatAnswer;
import io.llmcallgateway.model.chat.ChatEvent;
import io.llmcallgateway.model.chat.Extras;
import io.llmcallgateway.wire.JsonSlice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Reads a whole chat completion of any vendor of the format.
public final class ChatAnswerReader {
  private ChatAnswerReader() {}

  public static ChatAnswer read(Body body, TargetModel target, CallIds ids) {
    return read(ChatCompletionReader.whole(body, true, target.provider()), target, ids);
  }

  static ChatAnswer read(ChatCompletion completion, TargetModel target, CallIds ids) {
    var provider = target.provider();
    if (completion.isError()) throw new GatewayException(completion.failure(provider));
    if (!completion.hasChoices) throw EmptyAnswerCheck.noChoices(provider);
    var choices = new ArrayList<ChatAnswer.Choice>();
    for (var choice : completion.choices) {
      choices.add(choice(completion, choice, choices.size(), target, ids));
    }
    var tier = completion.tier == null ? null : completion.tier.string();
    var usage = UsageReader.read(completion, target.rules().has(Quirk.REASONING_BESIDE));
    return new ChatAnswer(
        ChatCompletion.text(completion.id),
        ChatCompletion.text(completion.model),
        completion.created(),
        choices,
        usage == null ? null : usage.served(tier),
        tier,
        extras(completion.others));
  }

  private static ChatAnswer.Choice choice(
      ChatCompletion completion, Choice choice, int place, TargetModel target, CallIds ids) {
    int index = choice.index == null ? place : choice.index.number(place);
    var reader = new ChoiceReader(index, target.rules(), ids);
    var gathered = new PartsAssembler();
    reader.read(choice, gathered);
    var failure = reader.failure(choice, target.provider());
    if (failure != null) throw new GatewayException(failure);
    if (place == 0) {
      for (var citation :
          CitationCodec.readLists(completion.searchResults(), completion.citations())) {
        gathered.take(new ChatEvent.Cited(index, citation));
      }
    }
    reader.finish(gathered);
    return gathered.choice(index, extras(choice.others));
  }

  private static Extras extras(Map<String, JsonSlice> others) {
    if (others.isEmpty()) return Extras.NONE;
    var extras = new LinkedHashMap<String, JsonNode>();
    others.forEach((name, value) -> extras.put(name, value.tree()));
    return new Extras(CommonMembers.DIALECT, extras);
  }
}
