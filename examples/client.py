#!/usr/bin/env python3
"""The smallest client: asks a gateway and prints the answer. Python's standard library is all it needs.

    examples/client.py '你好' [--model demo/echo] [--stream]

GATEWAY_URL (http://localhost:8728) and GATEWAY_API_KEY say where the gateway is and what opens it.
"""
import argparse
import json
import os
import sys
import urllib.error
import urllib.request


def main():
    parser = argparse.ArgumentParser(description="Asks a gateway and prints the answer.")
    parser.add_argument("text")
    parser.add_argument("--model", default="demo/echo")
    parser.add_argument("--stream", action="store_true", help="print the answer as it comes")
    arguments = parser.parse_args()

    url = os.environ.get("GATEWAY_URL", "http://localhost:8728").rstrip("/")
    request = urllib.request.Request(
        url + "/v1/chat/completions",
        headers={"content-type": "application/json"},
        data=json.dumps(
            {
                "model": arguments.model,
                "stream": arguments.stream,
                "messages": [{"role": "user", "content": arguments.text}],
            }
        ).encode(),
    )
    key = os.environ.get("GATEWAY_API_KEY")
    if key:
        request.add_header("authorization", f"Bearer {key}")
    try:
        with urllib.request.urlopen(request) as answer:
            return show_stream(answer) if arguments.stream else show(answer)
    except urllib.error.HTTPError as error:
        body = error.read().decode("utf-8", "replace")
        try:
            body = json.loads(body)["error"]["message"]
        except (ValueError, KeyError, TypeError):
            pass  # not the gateway's error shape: show what came
        print(f"{error.code}: {body}", file=sys.stderr)
    except OSError as error:
        print(f"No gateway answers at {url}: {error}", file=sys.stderr)
    return 1


def show(answer):
    print(json.load(answer)["choices"][0]["message"]["content"])
    return 0


def show_stream(answer):
    for line in answer:
        data = line.decode("utf-8").strip().removeprefix("data: ")
        if not data or data == "[DONE]" or data.startswith(":"):
            continue
        event = json.loads(data)
        if "error" in event:
            print(f"\n{event['error']['message']}", file=sys.stderr)
            return 1
        for choice in event["choices"]:
            print(choice["delta"].get("content") or "", end="", flush=True)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
