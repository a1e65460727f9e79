import type { SessionCall, SessionList, SessionPart, SessionSummary } from '../../src/api/sessions';
import type { FakeCall } from './calls';
import { matcher } from './filters';

/** Answers `GET sessions`: the sessions whose calls fit, those with the newest activity first. */
export function sessionList(calls: readonly FakeCall[], query: URLSearchParams, now: number): SessionList {
  const limit = Math.min(50, Number(query.get('limit') ?? 50));
  const before = Number(query.get('before') ?? Number.POSITIVE_INFINITY);
  const groups = new Map<string, FakeCall[]>();
  for (const call of calls.filter(matcher(query, now))) {
    if (!call.session) continue;
    const group = groups.get(call.session);
    if (group) group.push(call);
    else groups.set(call.session, [call]);
  }
  const found = [...groups.values()]
    .map(summaryOf)
    .sort((a, b) => b.ended_ms - a.ended_ms)
    .filter(({ ended_ms }) => ended_ms < before);
  const sessions = found.slice(0, limit);
  return { sessions, next: found.length > limit ? String(sessions.at(-1)!.ended_ms) : null };
}

/** Answers `GET sessions/ID`: the newest calls, oldest first; undefined if no call names the session. */
export function sessionPart(calls: readonly FakeCall[], id: string, query: URLSearchParams): SessionPart | undefined {
  const own = calls.filter(({ session }) => session === id).sort((a, b) => a.at - b.at);
  if (own.length === 0) return undefined;
  const end = Number(query.get('before') ?? own.length);
  const start = Math.max(0, end - 200);
  return {
    summary: {
      ...summaryOf(own),
      ...(query.get('lost') === 'true' ? { lost_nano_usd: 210_000_000, lost_exact: false } : {}),
    },
    calls: withPlaces(own).slice(start, end),
    next: start > 0 ? String(start) : null,
  };
}

function summaryOf(calls: readonly FakeCall[]): SessionSummary {
  const oldest = calls.toSorted((a, b) => a.at - b.at);
  const sum = (figure: (call: FakeCall) => number) => calls.reduce((total, call) => total + figure(call), 0);
  const first = oldest[0]!;
  return {
    id: first.session!,
    source: first.session_source,
    client: 'claude-cli/2.1.0 (external, cli)',
    first_question: first.question,
    started_ms: first.at,
    ended_ms: oldest.at(-1)!.at,
    calls: calls.length,
    errors: calls.filter(({ state }) => state === 'error' || state === 'refused').length,
    tools: sum(({ tools }) => tools?.length ?? 0),
    input_tokens: sum(call => call.input_tokens),
    cached_tokens: sum(call => call.cached_tokens),
    output_tokens: sum(call => call.output_tokens),
    nano_usd: sum(call => call.nano_usd),
    unpriced: calls.filter(({ cost }) => cost === 'unknown').length,
    models: [...new Set(calls.map(({ model }) => model))],
  };
}

/** Every seventh call belongs to a second agent; the main one's context grows until it is compacted. */
function withPlaces(calls: readonly FakeCall[]): SessionCall[] {
  const ends = new Map<string, number>();
  let context = 4000;
  return calls.map(({ at, nano_usd: _, ...call }, index) => {
    const agent = index % 7 === 6 ? 'sub-1' : 'main';
    const compacted = index % 40 === 39;
    context = compacted ? 9000 : context + 3000;
    const before = ends.get(agent);
    ends.set(agent, at + (call.duration_ms ?? 0));
    return {
      ...call,
      agent,
      ...(before === undefined ? {} : { gap_ms: Math.max(0, at - before) }),
      context_tokens: agent === 'main' ? context : 2000,
      ...(compacted ? { compacted } : {}),
      ...(call.input_tokens > 0 ? { cached_share: call.cached_tokens / call.input_tokens } : {}),
    };
  });
}
