"""The pairs of agent and model that are tested; the tables of the guide are made from them."""
from vendors.script import Fault
from .claude_code import ClaudeCode
from .codex import Codex
from .gemini_cli import GeminiCli
from .opencode import Opencode
from .pi import Pi
from .qwen_code import QwenCode

DEEPSEEK, KIMI, GLM = "deepseek/deepseek-v4-pro", "moonshot/kimi-k2.6", "zai/glm-5"
QWEN, GROQ, MISTRAL = "hosted_vllm/Qwen/Qwen3.6-27B", "groq/openai/gpt-oss-120b", "mistral/mistral-medium-3-5"
MINIMAX = "minimax/MiniMax-M3"
DEEPSEEK_CHAT, KIMI_CHAT, GLM_CHAT = "deepseek_by_chat/deepseek-v4-pro", "moonshot_by_chat/kimi-k2.6", "zai_by_chat/glm-5"
SONNET, OPUS = "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "bedrock_opus/us.anthropic.claude-opus-4-8"
CLAUDE, GPT, GEMINI = "anthropic/claude-opus-4-8", "openai/gpt-5.4", "gemini/gemini-3.5-flash"

AGENTS = (ClaudeCode(), Codex(), GeminiCli(), Opencode(), QwenCode(), Pi())
MUST_BE_HAD = ("claude-code", "codex", "gemini-cli")  # where nothing may be left out


TOLD = {"faults": "with failures", "compact_at": "compacted", "resumed": "resumed", "switch": "another model", "delegates": "a sub-agent"}


class Pair:
    """An agent, a model, whether it thinks, and what else happens."""

    def __init__(self, agent, model, thinks, **more):
        self.agent, self.model, self.thinks, self.more = agent, model, thinks, more

    def shown(self):
        """The model as a user names it, and whether its provider is held to chat."""
        provider, name = self.model.split("/", 1)
        by_chat = provider.endswith("_by_chat")
        return f"{provider.removesuffix('_by_chat').removesuffix('_opus')}/{name}", by_chat

    def __str__(self):
        told = "".join(f", {TOLD[name]}" for name, value in self.more.items() if name in TOLD and value)
        return f"{self.agent.NAME} with {self.model}, {'thinking' if self.thinks else 'not thinking'}{told}"


def troubles():
    """A call too many, a vendor that is overloaded, a stream that is cut: the agent tries again and the task goes on."""
    return [Fault("429", 0), Fault("529", 1), Fault("cut", 2)]


def too_long():
    """The vendor refuses the conversation as too long until the agent has compacted it."""
    return {"faults": [Fault("overflow", 2, 9)], "compact_at": 2}


def pairs():
    claude_code, codex, gemini_cli, opencode, qwen_code, pi = AGENTS

    yield Pair(claude_code, DEEPSEEK, True)
    yield Pair(claude_code, DEEPSEEK_CHAT, True)
    yield Pair(claude_code, DEEPSEEK_CHAT, False)
    yield Pair(claude_code, KIMI, True)
    yield Pair(claude_code, KIMI_CHAT, True)
    yield Pair(claude_code, GLM, True, **too_long())
    yield Pair(claude_code, GLM_CHAT, True)
    yield Pair(claude_code, MINIMAX, True)
    yield Pair(claude_code, GPT, True)
    yield Pair(claude_code, GEMINI, True)
    yield Pair(claude_code, GROQ, True)
    yield Pair(claude_code, QWEN, True)
    yield Pair(claude_code, MISTRAL, True, delegates=True)
    yield Pair(claude_code, SONNET, True)
    yield Pair(claude_code, SONNET, False)
    yield Pair(claude_code, OPUS, True, delegates=True)
    yield Pair(claude_code, CLAUDE, True, delegates=True, faults=troubles())
    yield Pair(claude_code, CLAUDE, False, resumed=True)
    yield Pair(claude_code, CLAUDE, True, **too_long())
    yield Pair(claude_code, CLAUDE, True, switch=MISTRAL)

    yield Pair(codex, DEEPSEEK, True, resumed=True)
    yield Pair(codex, DEEPSEEK, False)
    yield Pair(codex, MISTRAL, True, resumed=True)
    yield Pair(codex, CLAUDE, True, faults=troubles())
    yield Pair(codex, SONNET, True, faults=troubles()[1:])  # at a 429 without retry-after, which Bedrock has not, Codex ends
    yield Pair(codex, OPUS, False)
    yield Pair(codex, GEMINI, True)
    yield Pair(codex, KIMI, True)
    yield Pair(codex, GLM, True)
    yield Pair(codex, GPT, True)
    yield Pair(codex, GROQ, True)
    yield Pair(codex, QWEN, True)
    yield Pair(codex, CLAUDE, False, switch=GEMINI)
    # Codex compacts by the tokens that an answer tells; it ends at a refusal.
    yield Pair(codex, CLAUDE, True, compact_at=2, usage={1: (200_000, 50)}, more={"config": "model_auto_compact_token_limit = 100000"})

    yield Pair(gemini_cli, CLAUDE, True, faults=troubles())
    yield Pair(gemini_cli, MISTRAL, False)
    # It compacts whole turns alone, by the tokens that it counts, so a second prompt is needed.
    yield Pair(gemini_cli, DEEPSEEK, True, resumed=True, compact_at=5, more={"model_settings": {"compressionThreshold": 0.00001}})
    yield Pair(gemini_cli, GEMINI, True, resumed=True)
    yield Pair(gemini_cli, GPT, True)
    yield Pair(gemini_cli, SONNET, True)
    # Resumed, it sends each result twice, which vendors that count them refuse.
    yield Pair(gemini_cli, GEMINI, True, switch=CLAUDE)
    yield Pair(gemini_cli, CLAUDE, True, switch=GEMINI)

    yield Pair(opencode, DEEPSEEK, True)
    yield Pair(opencode, QWEN, True)
    yield Pair(opencode, CLAUDE, True, faults=troubles())
    yield Pair(opencode, MISTRAL, False, resumed=True)
    yield Pair(opencode, GEMINI, True, switch=CLAUDE)
    yield Pair(opencode, CLAUDE, True, status=1, **too_long())  # it ends with 1 once it has shown an error

    yield Pair(qwen_code, DEEPSEEK, True)
    yield Pair(qwen_code, QWEN, False, resumed=True)
    yield Pair(qwen_code, CLAUDE, True, faults=troubles())
    yield Pair(qwen_code, GEMINI, True)
    yield Pair(qwen_code, QWEN, True, switch=CLAUDE)
    yield Pair(qwen_code, CLAUDE, True, **too_long())

    yield Pair(pi, DEEPSEEK, True)
    yield Pair(pi, MISTRAL, False, resumed=True)
    yield Pair(pi, CLAUDE, True, faults=troubles())
    yield Pair(pi, SONNET, True)
    yield Pair(pi, GEMINI, True)
    yield Pair(pi, KIMI, True)
    yield Pair(pi, GPT, True)
    yield Pair(pi, GROQ, True)
    yield Pair(pi, QWEN, True)
    yield Pair(pi, CLAUDE, False, switch=GEMINI)
    yield Pair(pi, CLAUDE, True, prints=False, **too_long())  # it shows what it said before it compacted
