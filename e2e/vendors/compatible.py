"""Anthropic's Messages as vendors of other models speak them: what is documented or reported of each endpoint."""
from .messages import BLOCKS, Messages, of
from .script import Refused

# https://api-docs.deepseek.com/guides/anthropic_api: documents, redacted_thinking and tool_reference are not supported.
DEEPSEEK_BLOCKS = {"text", "thinking", "tool_use", "tool_result", "server_tool_use", "web_search_tool_result"}


def only(*types):
    return {type: BLOCKS.get(type, set()) for type in types}


def not_disabled(body):
    """They think unless they are told not to."""
    return (body.get("thinking") or {}).get("type") != "disabled"


def thinking_comes_back(vendor, body, messages):
    """https://api-docs.deepseek.com/guides/thinking_mode, decolua/9router#2397; in one turn with its calls: Yachiyo-5i/xLyra#64"""
    if not vendor.thinks(body):
        return
    for turn in messages:
        if of(turn, "tool_use") and not any(block.get("thinking") for block in of(turn, "thinking")):
            raise Refused("The `content[].thinking` in the thinking mode must be passed back to the API.", thinking_comes_back.__doc__)


def reasoning_comes_back(vendor, body, messages):
    """YishenTu/claudian#759, farion1231/cc-switch#3377"""
    if not vendor.thinks(body):
        return
    for at, turn in enumerate(messages):
        if of(turn, "tool_use") and not any(block.get("thinking") for block in of(turn, "thinking")):
            raise Refused(f"thinking is enabled but reasoning_content is missing in assistant tool call message at index {at}",
                          reasoning_comes_back.__doc__)


def no_references(vendor, body, messages):
    """MoonshotAI/Kimi-K2#118"""
    for turn in messages:
        for result in of(turn, "tool_result"):
            if any(block["type"] not in ("text", "image") for block in result.get("content") or [] if isinstance(block, dict)):
                raise Refused("failed to convert tool result content: unsupported content type in ContentBlockParamUnion: tool_reference",
                              no_references.__doc__)


def no_budgets(vendor, body, messages):
    """https://platform.minimax.io/docs/api-reference/text-anthropic-api, earendil-works/pi#6658"""
    if (body.get("thinking") or {}).get("type", "adaptive") not in ("adaptive", "disabled"):
        raise Refused("invalid params, thinking.type must be adaptive or disabled (2013)", no_budgets.__doc__)


class MiniMax(Messages):
    def wrong_role(self, at, role):
        """MiniMax-AI/MiniMax-M2.7#43"""
        return f"invalid params, chat content has invalid message role: {role} (2013)"


DEEPSEEK = Messages(
    "deepseek", "deepseek", "deepseek-v4-pro", base="/anthropic", thinks=not_disabled, rules=(thinking_comes_back,),
    source="https://api-docs.deepseek.com/guides/anthropic_api, deepseek-ai/awesome-deepseek-integration#639",
    blocks=only(*DEEPSEEK_BLOCKS), overflow="This model's maximum context length is 131072 tokens. However, you requested 145872 tokens.")

KIMI = Messages(
    "kimi", "moonshot", "kimi-k2.6", base="/anthropic", thinks=not_disabled, rules=(reasoning_comes_back, no_references), signs=False,
    source="https://platform.kimi.ai/docs/guide/agent-support", blocks=only("text", "image", "thinking", "tool_use", "tool_result"),
    key_header="authorization", overflow="Your request exceeded model token limit: 262144 (requested: 291351)")

GLM = Messages(
    "glm", "zai", "glm-5", base="/api/anthropic", thinks=not_disabled, key_header="authorization",
    source="https://docs.z.ai/devpack/tool/claude, anthropics/claude-code#63469", overflow="Prompt exceeds max length",
    error=lambda why: {"type": "error", "error": {"type": why.kind, "code": "1261" if "max length" in str(why) else "1214", "message": str(why)},
                       "request_id": "req_1"})

MINIMAX = MiniMax(
    "minimax", "minimax", "MiniMax-M3", base="/anthropic", thinks=not_disabled, rules=(no_budgets,), key_header="authorization",
    source="https://platform.minimax.io/docs/api-reference/text-anthropic-api",
    blocks=only("text", "image", "thinking", "tool_use", "tool_result"),
    error=lambda why: {"type": "error", "error": {"type": "bad_request_error", "message": str(why), "http_code": str(why.status)},
                       "request_id": "req_1"},
    overflow="invalid params, context window exceeds limit (2013)")

VENDORS = (DEEPSEEK, KIMI, GLM, MINIMAX)
