import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import type { BodyDiff, CacheDiagnosis } from '../../src/api/bodies';
import type { FakeBody } from '../fake/bodies';
import { gateway, keep, recordWhere, show, success, useFakeGateway } from './harness';

const BODIES: FakeBody[] = [
  { kind: 'client_request', text: '{}' },
  { kind: 'provider_request', attempt: 0, text: '{}' },
  { kind: 'provider_answer', attempt: 0, text: '{}' },
  { kind: 'client_answer', text: '{}' },
];
const side = (text: string) => ({ start: 0, end: text.length, text });

function once() {
  return recordWhere(({ attempts, state }) => attempts.length === 1 && state === 'success');
}

describe('the differences of a call', () => {
  useFakeGateway();

  const diff: BodyDiff = {
    same: false,
    mode: 'json',
    changes: [
      { op: 'changed', path: 'model', left: side('"kimi"'), right: side('"kimi-k2"'), by: { kind: 'gateway' } },
      { op: 'removed', path: 'seed', left: side('7'), by: { kind: 'rule', name: 'no-seed' }, loss: 'unsupported' },
      { op: 'moved', path: 'stream', left: side('true'), right: side('true'), by: { kind: 'translation' } },
      { op: 'changed', path: 'tools', left: side('[1, 2]'), right: side('[1,2]'), by: { kind: 'translation' } },
      { op: 'added', path: 'x', right: side('"<script>\u202e"'), by: { kind: 'gateway', name: '<b>' } },
    ],
  };

  test('name the place, the author and the loss of each change that matters', async () => {
    const call = keep(once(), BODIES, { diff });
    const { container } = await show(call.id, 'diff');
    const changes = [...container.querySelectorAll('.change')].map(each => each.textContent);
    expect(changes).toHaveLength(3);
    expect(changes[0]).toContain('by the gateway');
    expect(container.querySelector('.change-added em')?.textContent).toBe('-k2');
    expect(changes[1]).toContain('by a rule no-seed');
    expect(changes[1]).toContain('loss unsupported');
    expect(changes[2]).toContain('"<script>⟨U+202E⟩"');
    expect(container.querySelector('script')).toBeNull();
    await userEvent.click(screen.getByRole('checkbox'));
    expect(container.querySelectorAll('.change')).toHaveLength(5);
  });

  test('are of the two requests first, and of any two sides by choice', async () => {
    const call = keep(once(), BODIES, { diff: { same: true, mode: 'bytes', changes: [] } });
    await show(call.id, 'diff', 'zh');
    expect(screen.getByText('没有差异')).toBeTruthy();
    expect(gateway.asked.at(-1)).toContain('diff?left=client_request&right=provider_request%3A0');
    await userEvent.click(screen.getByRole('button', { name: '回答' }));
    await waitFor(() => expect(gateway.asked.at(-1)).toContain('left=provider_answer%3A0&right=client_answer'));
  });
});

describe('the cost of a call', () => {
  useFakeGateway();

  test('is the count of each bucket at its price, with the list and its version', async () => {
    const call = success();
    keep({
      ...call,
      cost: {
        state: 'priced',
        nano_usd: 6_300_000,
        prices: 'anthropic@2026-11-20',
        lines: [
          { bucket: 'input', count: 1000, nano_usd: 3_000_000, unit_nano_usd_per_million: 3_000_000_000 },
          { bucket: 'cache_read', count: 1000, nano_usd: 300_000, unit_nano_usd_per_million: 300_000_000 },
          {
            bucket: 'output',
            count: 200,
            nano_usd: 3_000_000,
            unit_nano_usd_per_million: 15_000_000_000,
            tier: 'flex',
          },
        ],
      },
      prices_version: '2026-11-20',
      reported_usd: '0.0070',
      difference_usd: '0.0007',
      cost_differs: true,
    });
    await show(call.id, 'cost');
    const row = screen.getByRole('row', { name: /Cache read/ });
    expect(row.textContent).toContain('1,000× $0.30');
    expect(screen.getByRole('row', { name: /Total/ }).textContent).toContain('$0.0063');
    expect(screen.getByText('flex')).toBeTruthy();
    expect(screen.getByText('anthropic@2026-11-20')).toBeTruthy();
    const vendor = screen.getByRole('region', { name: 'The provider’s own figure' });
    expect(vendor.textContent).toContain('$0.0070');
    expect(vendor.textContent).toContain('more than 1 %');
  });

  test('that is unknown comes with the line for prices.yaml', async () => {
    const call = recordWhere(({ cost }) => cost.state === 'unknown');
    await show(call.id, 'cost', 'zh');
    const card = screen.getByRole('region', { name: '单价未知' });
    expect(within(card).getByText(/lists:/).textContent).toContain(
      '- { name: "qwen3-coder:30b", prices: [ { input: "?"',
    );
    expect(card.textContent).toContain('prices reprice');
  });

  test('is none where nothing was used', async () => {
    const call = recordWhere(({ cost }) => cost.state === 'unused');
    await show(call.id, 'cost');
    expect(screen.getByText(/nothing is charged/)).toBeTruthy();
  });
});

describe('the cache of a call', () => {
  useFakeGateway();

  const cache: CacheDiagnosis = {
    state: 'miss',
    against: { id: 'earlier-call-0001', time: '2026-11-30T11:58:00Z', gap_ms: 95_000 },
    expected_tokens: 41_200,
    read_tokens: 0,
    lost_tokens: 41_200,
    lost_nano_usd: 111_000_000,
    first: { byte: 18_233, path: 'tools[7].description', before: 'on 2026-11-28', after: 'on 2026-11-29' },
    by: 'client',
    why: 'changed_tools',
    vendor: { cache: '<i>cold</i>' },
  };

  test('says what was lost, by whom, and where the prompts differ first', async () => {
    const call = keep(success(), [], { cache });
    const { container } = await show(call.id, 'cache');
    expect(screen.getByText('The prompt cache was missed')).toBeTruthy();
    expect(container.textContent).toContain('Expected 41,200 tokens, read 0.');
    expect(container.textContent).toContain('By: the client.');
    expect(container.textContent).toContain('about $0.111');
    expect(container.textContent).toContain('Byte 18,233 tools[7].description');
    expect([...container.querySelectorAll('em')].map(each => each.textContent)).toEqual(['8', '9']);
    expect(screen.getByRole('link', { name: /all-0001/ }).getAttribute('href')).toBe(
      '/console/calls/earlier-call-0001',
    );
    expect(container.querySelector('i')).toBeNull();
  });

  test('is diagnosed in Chinese, also by a reason that is not known here', async () => {
    const call = keep(success(), [], {
      cache: { state: 'unknown', why: 'new_reason', by: 'vendor', detail: 'A new one.' },
    });
    const { container } = await show(call.id, 'cache', 'zh');
    expect(screen.getByText('无法判断原因')).toBeTruthy();
    expect(container.textContent).toContain('new_reason');
    expect(container.textContent).toContain('A new one.');
    expect(container.textContent).toContain('责任方：厂商');
  });
});
