"""Which agent is proved with which model: what the guide's pages name is here."""
from .claude_code import ClaudeCode
from .codex import Codex
from .gemini_cli import GeminiCli
from .opencode import Opencode
from .pi import Pi
from .qwen_code import QwenCode

DEEPSEEK, KIMI, GLM = "deepseek/deepseek-v4-pro", "moonshot/kimi-k2.6", "zai/glm-5"
QWEN, GROQ, MISTRAL = "hosted_vllm/Qwen/Qwen3.6-27B", "groq/openai/gpt-oss-120b", "mistral/mistral-medium-3-5"
CLAUDE, GPT, GEMINI = "anthropic/claude-opus-4-8", "openai/gpt-5.4", "gemini/gemini-3.5-flash"

AGENTS = (ClaudeCode(), Codex(), GeminiCli(), Opencode(), QwenCode(), Pi())
MUST_BE_HAD = ("claude-code", "codex", "gemini-cli")  # where nothing may be left out


class Pair:
    """An agent, a model, whether it thinks, and what else happens."""

    def __init__(self, agent, model, thinks, **more):
        self.agent, self.model, self.thinks, self.more = agent, model, thinks, more

    def __str__(self):
        told = "".join(f", {name}" for name, value in self.more.items() if value)
        return f"{self.agent.NAME} with {self.model}, {'thinking' if self.thinks else 'not thinking'}{told}"


def pairs():
    claude_code, codex, gemini_cli, opencode, qwen_code, pi = AGENTS
    yield Pair(claude_code, MISTRAL, True, delegates=True)
    yield Pair(claude_code, CLAUDE, True, delegates=True)
    yield Pair(claude_code, CLAUDE, False, resumed=True)
    yield Pair(pi, CLAUDE, True)
