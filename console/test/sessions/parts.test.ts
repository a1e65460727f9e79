import { expect, test } from 'vitest';
import type { Outline, OutlinePart } from '../../src/api/bodies';
import type { SessionCall } from '../../src/api/sessions';
import { freshParts } from '../../src/pages/session/fresh';
import { placeCalls, slotAt } from '../../src/pages/session/lanes';

function outline(...parts: [role: OutlinePart['role'], text: string][]): Outline {
  return {
    dialect: 'openai',
    kind: 'client_request',
    complete: true,
    more: false,
    parts: parts.map(([role, text], index) => ({
      index,
      role,
      type: role === 'tools' ? 'tool_definition' : 'text',
      path: `messages[${index}]`,
      start: 0,
      end: 0,
      hash: text,
      text,
      ...(role === 'tools' ? { name: text } : {}),
    })),
  };
}

test('only parts that the request before did not have are new', () => {
  const before = outline(['system', '规则'], ['user', 'fix it'], ['tools', 'bash']);
  const now = outline(
    ['system', '规则'],
    ['user', 'fix it'],
    ['assistant', 'I look'],
    ['tool', 'ok'],
    ['tools', 'bash'],
    ['tools', 'edit'],
  );
  const fresh = freshParts(now, before);
  expect(fresh.parts.map(({ text }) => text)).toEqual(['I look', 'ok']);
  expect(fresh.tools).toEqual(['edit']);
});

test('a text that is said again is new', () => {
  const fresh = freshParts(outline(['user', 'go on'], ['user', 'go on']), outline(['user', 'go on']));
  expect(fresh.parts).toHaveLength(1);
});

test('without a request before, the last turn is shown', () => {
  const fresh = freshParts(outline(['system', 's'], ['user', 'a'], ['assistant', 'b'], ['user', 'c']), undefined);
  expect(fresh.compared).toBe(false);
  expect(fresh.parts.map(({ text }) => text)).toEqual(['c']);
});

const call = (id: number, agent: string, gap_ms?: number) =>
  ({ id: String(id), agent, gap_ms, cost: 'priced', cost_usd: '0.5', context_tokens: id }) as unknown as SessionCall;

test('calls stand in their order, each agent on its line, and a longer pause is a wider gap', () => {
  const { slots, agents, totalNanos } = placeCalls(
    [call(1, 'main'), call(2, 'sub-1', 0), call(3, 'main', 1000), call(4, 'main', 60_000)],
    900,
  );
  expect(agents).toEqual(['main', 'sub-1']);
  expect(slots.map(({ lane }) => lane)).toEqual([0, 1, 0, 0]);
  const gaps = slots.map(({ x }, index) => x - (slots[index - 1]?.x ?? 0) - (slots[index - 1]?.width ?? 0));
  expect(gaps[3]).toBeGreaterThan(gaps[2]!);
  expect(gaps[2]).toBeGreaterThan(gaps[1]!);
  expect(totalNanos).toBe(2_000_000_000);
  expect(slotAt(slots, slots[2]!.x + 1)?.call.id).toBe('3');
  expect(slotAt(slots, -5)?.call.id).toBe('1');
});

test('a thousand calls are wider than the page rather than thinner than a pointer can hit', () => {
  const many = Array.from({ length: 1000 }, (_, index) => call(index, 'main', 10));
  const { width, slots } = placeCalls(many, 900);
  expect(width).toBeGreaterThan(4000);
  expect(slots.at(-1)!.width).toBeGreaterThanOrEqual(4);
});
