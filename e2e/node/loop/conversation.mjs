// A tool loop as an agent has it, against the vendors of e2e/upstream: they reason, sign it, and refuse a turn that comes
// back otherwise than they said it. Their last answer tells how many of their thoughts came back.
import assert from 'node:assert/strict';
import { test } from 'node:test';

export const QUESTION = '北京和上海天气如何？几点了？';
export const CLAUDE = 'anthropic/claude-sonnet-4-5';
export const DEEPSEEK = 'deepseek/deepseek-reasoner';
export const GEMINI = 'gemini/gemini-3-pro-preview';
const VENDORS = [CLAUDE, DEEPSEEK, GEMINI];

const CITY = { type: 'object', properties: { city: { type: 'string', description: '城市' } }, required: ['city'] };
const NOTHING = { type: 'object', properties: {} };
export const TOOLS = [
  { name: 'get_weather', description: '查询天气', parameters: CITY },
  { name: 'get_time', description: '现在几点', parameters: NOTHING },
];

export const perform = (name, { city }) => (name === 'get_time' ? '08:30' : { 北京: '晴，18 度', 上海: '雨，21 度' }[city]);
const answer = (came) => `北京晴，18 度；上海雨，21 度；现在 08:30。思考 ${came}`;

// Every vendor, plain and streamed. `lost` tells where a client cannot carry all thoughts: how many come back to how many
// that the vendor had, or the words in which it refuses.
export function eachLoop(name, run, lost = {}) {
  for (const model of VENDORS) {
    for (const stream of [false, true]) {
      const mode = `${model}, ${stream ? 'streamed' : 'plain'}`;
      const came = lost[mode] ?? '2/2';
      test(`${name}: a tool loop with ${mode}: ${came}`, async () => {
        if (came instanceof RegExp) await assert.rejects(run(model, stream), came);
        else await run(model, stream, answer(came), mode);
      });
    }
  }
}

// For clients that leave the loop to their user. `begin(model, stream)` gives a conversation that can
//   say(text), give([{ id, name, result }]), and answer(): { text, calls: [{ id, name, args }], finish, usage: [in, out] },
// which puts the assistant's turn into its own history as the client's users do; turnTo(model) where the rest of the
// conversation may go to another vendor.
export function eachConversation(name, begin, { calls, stop, lost, usage = {} }) {
  eachLoop(name, async (model, stream, expected, mode) => {
    const chat = begin(model, stream);
    chat.say(QUESTION);
    for (const wanted of [[['get_weather', { city: '北京' }]], [['get_weather', { city: '上海' }], ['get_time', {}]]]) {
      const turn = await chat.answer();
      assert.deepEqual(turn.calls.map((call) => [call.name, call.args]), wanted);
      assert.equal(new Set(turn.calls.map((call) => call.id)).size, wanted.length);
      assert.equal(turn.finish, calls);
      chat.give(turn.calls.map((call) => ({ id: call.id, name: call.name, result: perform(call.name, call.args) })));
    }
    const last = await chat.answer();
    assert.equal(last.text, expected);
    assert.deepEqual(last.calls, []);
    assert.equal(last.finish, stop);
    assert.deepEqual(last.usage, usage[mode] ?? [21, 34]);
    chat.say('谢谢');
    assert.equal((await chat.answer()).text, '不客气。');
    for (const other of chat.turnTo ? VENDORS.filter((vendor) => vendor !== model) : []) {
      chat.turnTo(other); // which did not make the thoughts, signatures and ids that it gets
      chat.say('谢谢');
      assert.equal((await chat.answer()).text, '不客气。', other);
    }
  }, lost);
}
