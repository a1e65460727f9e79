import type { Outline, OutlinePart, PartRole, PartType } from '../../src/api/bodies';
import type { CallDocument } from '../../src/api/calls';
import { type FakeBody, type FakeDetails, payloadsOf } from './bodies';

interface Said {
  role: PartRole;
  type: PartType;
  /** The member of the body that says it. */
  json: unknown;
  text?: string;
  target?: string;
  name?: string;
  ref?: string;
  media_type?: string;
  cached?: string;
}

const TEXT_LIMIT = 2000;

/** Makes a body of parts in an array, with the outline that the gateway would make of it. */
export function bodyOf(kind: FakeBody['kind'], said: readonly Said[], attempt?: number): FakeBody {
  const encoder = new TextEncoder();
  let text = '{"messages":[';
  const parts = said.map(({ json, text: words, ...each }, index): OutlinePart => {
    if (index > 0) text += ',';
    const start = encoder.encode(text).length;
    text += JSON.stringify(json);
    const end = encoder.encode(text).length;
    const cut = words !== undefined && words.length > TEXT_LIMIT;
    return {
      index,
      path: `messages[${index}]`,
      start,
      end,
      hash: String(index).padStart(16, '0'),
      ...each,
      ...(words === undefined ? {} : { text: words.slice(0, TEXT_LIMIT) }),
      ...(cut ? { text_cut: true } : {}),
    };
  });
  text += ']}';
  const outline: Outline = { dialect: 'openai', kind, attempt, complete: true, parts, more: false };
  return { kind, attempt, text, outline };
}

/** A pixel. */
export const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const ANSWER = `测试失败的原因是**时区**：

1. \`DateTest\` 用了本地日期；
2. CI 运行在 UTC。

\`\`\`java
var today = LocalDate.now(ZoneOffset.UTC); // 不依赖机器
\`\`\`

| 平台 | 结果 |
|---|---|
| Linux | 通过 |
| Windows | 失败 |

> See [the guide](https://example.org/guide) and <b>do not</b> trust ![remote](https://example.org/x.png).`;

/** Gives a made call a conversation with tools, a picture and an answer. */
export function detailsOf(record: CallDocument): FakeDetails {
  const question = record.question ?? '';
  const asked: Said[] = [
    {
      role: 'tools',
      type: 'tool_definition',
      name: 'bash',
      text: 'Runs a command.',
      json: { type: 'function', function: { name: 'bash', parameters: { type: 'object' } } },
    },
    {
      role: 'system',
      type: 'text',
      text: 'You are a careful programmer. Answer in the language of the question.',
      cached: '5m',
      json: { role: 'system', content: 'You are a careful programmer. Answer in the language of the question.' },
    },
    { role: 'user', type: 'text', text: question, json: { role: 'user', content: question } },
    {
      role: 'user',
      type: 'image',
      media_type: 'image/png',
      json: { type: 'image_url', image_url: { url: `data:image/png;base64,${PICTURE}` } },
    },
    {
      role: 'assistant',
      type: 'tool_call',
      name: 'bash',
      ref: 'call_1',
      text: '{"command":"mvn -q test","timeout":120}',
      json: { id: 'call_1', function: { name: 'bash', arguments: '{"command":"mvn -q test","timeout":120}' } },
    },
    {
      role: 'tool',
      type: 'tool_result',
      ref: 'call_1',
      text: 'Tests run: 214, Failures: 1\n\u001b[31mDateTest.today:17\u001b[0m expected 2026-11-30',
      json: { role: 'tool', tool_call_id: 'call_1', content: 'Tests run: 214, Failures: 1' },
    },
  ];
  const reply: Said[] = [
    {
      role: 'assistant',
      type: 'reasoning',
      text: 'The failure depends on the time zone. 先看 DateTest。',
      json: { reasoning_content: 'The failure depends on the time zone. 先看 DateTest。' },
    },
    { role: 'assistant', type: 'text', text: ANSWER, json: { role: 'assistant', content: ANSWER } },
  ];
  const last = record.attempts.length - 1;
  const bodies: FakeBody[] = [bodyOf('client_request', asked)];
  if (last >= 0) bodies.push(bodyOf('provider_request', asked.slice(0, -1), last));
  if (record.state === 'success' && last >= 0) {
    bodies.push(bodyOf('provider_answer', reply, last), bodyOf('client_answer', reply));
  }
  return {
    record: { ...record, payloads: payloadsOf(record.id, bodies), payloads_state: 'kept' },
    bodies,
    diff: {
      same: false,
      mode: 'json',
      changes: [
        {
          op: 'changed',
          path: 'model',
          left: { start: 10, end: 16, text: JSON.stringify(record.model) },
          right: { start: 10, end: 23, text: JSON.stringify(record.model_sent ?? record.model) },
          by: { kind: 'gateway', name: 'model' },
        },
        {
          op: 'removed',
          path: 'logit_bias',
          left: { start: 40, end: 60, text: '{"50256":-100}' },
          by: { kind: 'translation' },
          loss: 'unsupported',
        },
        {
          op: 'moved',
          path: 'stream',
          left: { start: 60, end: 64, text: 'true' },
          right: { start: 12, end: 16, text: 'true' },
          by: { kind: 'translation' },
        },
      ],
      more: false,
    },
    cache: {
      state: 'miss',
      against: { id: record.id, time: record.time, gap_ms: 95_000 },
      expected_tokens: 41_200,
      read_tokens: 0,
      lost_tokens: 41_200,
      lost_nano_usd: 111_000_000,
      first: {
        byte: 18_233,
        path: 'tools[7].description',
        before: 'Today is 2026-11-28.',
        after: 'Today is 2026-11-29.',
      },
      by: 'client',
      why: 'changed_tools',
    },
  };
}
