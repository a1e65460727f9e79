import unittest

import openai

import gateway
from gateway import user


class ErrorsTest(unittest.TestCase):
    def setUp(self):
        self.client = gateway.client()
        self.addCleanup(self.client.close)

    def ask(self, model, **more):
        return self.client.chat.completions.create(**{"model": model, "messages": user("hi"), **more})

    def test_a_wrong_key(self):
        with gateway.client(api_key="sk-wrong") as stranger, self.assertRaises(openai.AuthenticationError) as raised:
            stranger.models.list()
        self.assertEqual("invalid_api_key", raised.exception.code)
        self.assertNotIn("sk-wrong", str(raised.exception))

    def test_an_unknown_model(self):
        for model in ("demo/nobody", "no-such-model-at-all"):
            with self.assertRaises(openai.NotFoundError) as raised:
                self.ask(model)
            self.assertEqual("model_not_found", raised.exception.code)

    def test_a_rate_limit_with_the_time_to_wait(self):
        for stream in (False, True):
            with self.assertRaises(openai.RateLimitError) as raised:
                self.ask("demo/error-429", stream=stream)
            self.assertEqual("7", raised.exception.response.headers["retry-after"])
            self.assertEqual("rate_limit_exceeded", raised.exception.code)
            self.assertEqual("provider", raised.exception.body["origin"])

    def test_a_bad_request_names_its_parameter(self):
        with self.assertRaises(openai.BadRequestError) as raised:
            self.ask("demo/echo", temperature=5)
        self.assertEqual("temperature", raised.exception.param)
        with self.assertRaises(openai.BadRequestError):
            self.ask("demo/echo", messages=[])

    def test_a_provider_that_is_down(self):
        with self.assertRaises(openai.InternalServerError) as raised:
            self.ask("demo/error-503")
        self.assertEqual(503, raised.exception.status_code)

    def test_a_stream_that_fails_halfway_or_is_cut_raises_after_its_tokens(self):
        for model in ("demo/error-stream", "demo/error-cut"):
            texts = []
            with self.assertRaises(openai.APIError):
                for chunk in self.ask(model, stream=True):
                    texts.append(chunk.choices[0].delta.content)
            self.assertEqual("One two three", "".join(texts), model)

    def test_a_clients_own_time_limit(self):
        with self.assertRaises(openai.APITimeoutError):
            self.ask("demo/error-timeout", timeout=0.3)


class ModelsTest(unittest.TestCase):
    def setUp(self):
        self.client = gateway.client()
        self.addCleanup(self.client.close)

    def test_the_list_has_groups_and_the_demo(self):
        ids = [model.id for model in self.client.models.list()]
        for expected in ("falls-back", "demo/echo", "demo/story", "demo/tools", "demo/embedding"):
            self.assertIn(expected, ids)
        self.assertEqual(len(ids), len(set(ids)))

    def test_one_model(self):
        self.assertEqual("demo/echo", self.client.models.retrieve("demo/echo").id)

    def test_a_model_that_is_not_there(self):
        with self.assertRaises(openai.NotFoundError):
            self.client.models.retrieve("demo/nobody")


if __name__ == "__main__":
    unittest.main()
