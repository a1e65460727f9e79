import math
import unittest

import gateway


class EmbeddingsTest(unittest.TestCase):
    def setUp(self):
        client = gateway.client()
        self.addCleanup(client.close)
        self.embed = lambda **more: client.embeddings.create(model="demo/embedding", **more)

    def test_the_default_of_the_sdk_base64_and_floats_give_the_same_vector(self):
        coded = self.embed(input="你好").data[0].embedding
        floats = self.embed(input="你好", encoding_format="float").data[0].embedding
        self.assertEqual(256, len(coded))
        self.assertAlmostEqual(1, math.hypot(*coded), places=4)
        for one, other in zip(coded, floats):
            self.assertAlmostEqual(one, other, places=6)

    def test_several_texts_token_arrays_and_dimensions(self):
        texts = self.embed(input=["甲", "乙", "甲"], dimensions=8).data
        self.assertEqual([0, 1, 2], [item.index for item in texts])
        self.assertEqual(texts[0].embedding, texts[2].embedding)
        self.assertNotEqual(texts[0].embedding, texts[1].embedding)
        self.assertEqual(8, len(texts[0].embedding))
        tokens = self.embed(input=[[1, 2], [3]])
        self.assertEqual(2, len(tokens.data))
        self.assertEqual(3, tokens.usage.total_tokens)


if __name__ == "__main__":
    unittest.main()
