import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { App } from '../../src/app/App';
import { chooseLocale } from '../../src/i18n/locale';
import { memberDifferences } from '../../src/pages/compare/members';
import { wordDiff } from '../../src/pages/compare/wordDiff';
import { gateway, keep, NOW, useFakeGateway } from '../call/harness';
import { bodyOf } from '../fake/conversations';
import { recordOf } from '../fake/records';

async function open(address: string): Promise<void> {
  window.history.replaceState(null, '', `/console/${address}`);
  await act(async () => void render(<App />));
}

/** Keeps a call with a request and an answer. */
function answered(index: number, request: string, answer: string) {
  const made = gateway.calls.filter(({ cost }) => cost === 'priced')[index]!;
  const record = { ...recordOf(made), dialect: 'openai', model: `model-${index}` };
  return keep(record, [
    { kind: 'client_request', text: request },
    bodyOf('client_answer', [{ role: 'assistant', type: 'text', json: { content: answer }, text: answer }]),
  ]);
}

describe('two calls', () => {
  useFakeGateway();

  beforeEach(() => {
    vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
    vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
    return () => void vi.useRealTimers();
  });

  test('are compared by their answers, word by word, and by the members of their requests', async () => {
    const a = answered(0, '{"model":"a","temperature":0.2,"messages":[1]}', '测试在 UTC 失败 <b>bold</b>');
    const b = answered(1, '{"model":"b","messages":[1]}', '测试在 CST 失败 <b>bold</b>');
    await open(`compare?a=${a.id}&b=${b.id}`);
    const first = await screen.findByRole('article', { name: 'First' });
    const second = screen.getByRole('article', { name: 'Second' });
    expect(first.querySelector('del')?.textContent?.trim()).toBe('UTC');
    expect(second.querySelector('ins')?.textContent?.trim()).toBe('CST');
    expect(second.textContent).toContain('<b>bold</b>');
    expect(
      screen.getAllByText(/^(model|temperature|messages)$/, { selector: 'code' }).map(each => each.textContent),
    ).toEqual(['model', 'temperature']);
    screen.getByText('not there');
    const cost = screen.getByRole('row', { name: /^Cost/ });
    expect(within(cost).getAllByRole('cell')).toHaveLength(3);
  });

  test('can be swapped', async () => {
    const a = answered(0, '{}', 'one');
    const b = answered(1, '{}', 'two');
    await open(`compare?a=${a.id}&b=${b.id}`);
    await screen.findByText('Both requests say the same.');
    await userEvent.click(screen.getByRole('button', { name: 'Swap' }));
    expect(window.location.search).toBe(`?a=${b.id}&b=${a.id}`);
  });

  test('are marked in the list by X, one after the other', async () => {
    await open('calls?range=7d');
    await waitFor(() => expect(screen.getAllByRole('row').length).toBeGreaterThan(3));
    const press = (key: string) => act(async () => void fireEvent.keyDown(document.body, { key, bubbles: true }));
    await press('j');
    await press('x');
    await screen.findByText(/is marked\. Press X on another call/);
    await press('j');
    await press('x');
    expect(window.location.pathname + window.location.search).toBe(
      `/console/compare?a=${gateway.calls[0]?.id}&b=${gateway.calls[1]?.id}`,
    );
  });

  test('that are not both kept are said so in Chinese', async () => {
    const [a, b] = gateway.calls.filter(({ cost }) => cost === 'priced').map(recordOf);
    keep({ ...a!, payloads_state: 'expired' });
    keep({ ...b!, payloads_state: 'expired' });
    chooseLocale('zh');
    await open(`compare?a=${a?.id}&b=${b?.id}`);
    await screen.findByText('两个请求没有都完整保留，因此不作对比。');
  });

  test('that are not named lead to the list', async () => {
    await open('compare');
    await screen.findByText(/press X on one and then on another/);
  });
});

const words = fc.array(fc.constantFrom('a ', 'the ', '时', '区', '\n', '.', '👍', 'test'), { maxLength: 60 });

test('the differences of two texts hold both texts, whatever they are', () => {
  fc.assert(
    fc.property(words, words, (left, right) => {
      const stretches = wordDiff(left.join(''), right.join(''))!;
      const of = (kind: string) =>
        stretches
          .filter(each => each.kind === 'same' || each.kind === kind)
          .map(({ text }) => text)
          .join('');
      expect(of('left')).toBe(left.join(''));
      expect(of('right')).toBe(right.join(''));
    }),
  );
});

test('one word that changed is the only difference', () => {
  expect(
    wordDiff('It fails on Windows only.', 'It fails on Linux only.')?.filter(({ kind }) => kind !== 'same'),
  ).toEqual([
    { kind: 'left', text: 'Windows ' },
    { kind: 'right', text: 'Linux ' },
  ]);
});

test('texts without anything in common are not marked', () => {
  const many = (word: string) => Array.from({ length: 3000 }, (_, index) => `${word}${index}`).join(' ');
  expect(wordDiff(many('a'), many('b'))).toBeUndefined();
});

test('members are compared whatever they mean, and what is no object is not', () => {
  expect(memberDifferences('{"a":1,"b":[1]}', '{"b":[1],"c":"时"}')).toEqual([
    { path: 'a', left: '1', right: undefined },
    { path: 'c', left: undefined, right: '"时"' },
  ]);
  expect(memberDifferences('[1]', '{}')).toBeUndefined();
});

test('an item that was put between others is the only difference', () => {
  const left = '{"messages":[{"role":"user","text":"a"},{"role":"user","text":"b"}]}';
  const right = '{"messages":[{"role":"user","text":"a"},{"role":"tool"},{"role":"user","text":"b"}]}';
  expect(memberDifferences(left, right)).toEqual([{ path: 'messages[1]', left: undefined, right: '{"role":"tool"}' }]);
  expect(memberDifferences('{"a":{"b":[1,{"c":2}]}}', '{"a":{"b":[1,{"c":3}]}}')).toEqual([
    { path: 'a.b[1].c', left: '2', right: '3' },
  ]);
});
