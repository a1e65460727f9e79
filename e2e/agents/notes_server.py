"""An MCP server over stdio with one tool, `lookup`: https://modelcontextprotocol.io/specification/2025-06-18/basic/transports"""
import json
import sys

TOOL = {"name": "lookup", "description": "Looks a note up by its key. 按键查便签", "inputSchema": {
    "type": "object", "properties": {"key": {"type": "string"}}, "required": ["key"]}}

for line in sys.stdin:
    asked = json.loads(line)
    method, params = asked.get("method"), asked.get("params") or {}
    if "id" not in asked:
        continue
    if method == "initialize":
        result = {"protocolVersion": params.get("protocolVersion", "2025-06-18"), "capabilities": {"tools": {}},
                  "serverInfo": {"name": "notes", "version": "1"}}
    elif method == "tools/list":
        result = {"tools": [TOOL]}
    elif method == "tools/call":
        result = {"content": [{"type": "text", "text": f"note of {params['arguments']['key']}: 蓝色 blue"}]}
    else:
        result = {}
    sys.stdout.write(json.dumps({"jsonrpc": "2.0", "id": asked["id"], "result": result}, ensure_ascii=False) + "\n")
    sys.stdout.flush()
