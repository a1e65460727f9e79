"""A recorded conversation becomes a test: what the gateway exports is played back, and no gateway is asked."""
import json
import tempfile
import unittest
import urllib.parse
import urllib.request
from pathlib import Path

import vcr

import gateway
from gateway import CHINESE, text_of, user


class CassetteTest(unittest.TestCase):
    def exported(self, session):
        """The calls of a session, as `./gateway calls export --format cassette` writes them."""
        query = urllib.parse.urlencode({"session": session, "format": "cassette"})
        request = urllib.request.Request(f"{gateway.URL}/admin/api/calls?{query}", headers={"authorization": f"Bearer {gateway.KEY}"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.read()

    def ask(self, client, model, **more):
        return client.chat.completions.create(model=model, messages=user(CHINESE), extra_headers=more.pop("headers", None), **more)

    def test_an_exported_conversation_is_played_back_to_the_sdk(self):
        headers = {"x-session-id": "cassette", "x-demo-tokens-per-second": "0"}
        with gateway.client() as client:
            plain = self.ask(client, "demo/echo", headers=headers).choices[0].message.content
            streamed = text_of(self.ask(client, "demo/story", headers=headers, stream=True))
        cassette = self.exported("cassette")
        recorded = json.loads(cassette)["interactions"]
        self.assertEqual(2, len(recorded))
        self.assertNotIn(gateway.KEY, cassette.decode())
        recorded_at = urllib.parse.urlsplit(recorded[0]["request"]["uri"])
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "tape.json").write_bytes(cassette)
            player = vcr.VCR(serializer="json", record_mode="none", match_on=["method", "uri"])
            with player.use_cassette(str(Path(folder, "tape.json"))) as tape, gateway.client(
                base_url=f"{recorded_at.scheme}://{recorded_at.netloc}/v1"
            ) as client:
                answers = [self.ask(client, "demo/story", stream=True), self.ask(client, "demo/echo")]
                said = [text_of(answers[0]), answers[1].choices[0].message.content]
                self.assertEqual(2, tape.play_count)
        self.assertEqual([streamed, plain], said)


if __name__ == "__main__":
    unittest.main()
