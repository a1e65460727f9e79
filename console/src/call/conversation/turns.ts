import type { BodyName, Outline, OutlinePart, PartRole } from '../../api/bodies';

/** A part with the body that it stands in. */
export interface Placed {
  part: OutlinePart;
  body: BodyName;
  /** What the client reported back for a tool call. */
  results: readonly Placed[];
}

/** What one side said before the other one did. */
export interface Turn {
  key: string;
  role: PartRole;
  /** True for what the call itself answered. */
  answer: boolean;
  parts: readonly Placed[];
}

export interface Conversation {
  tools: readonly Placed[];
  turns: readonly Turn[];
}

export interface PlacedOutline {
  outline: Outline;
  body: BodyName;
}

/** Orders the parts of a request and its answer as turns, each tool call with its result. */
export function conversationOf(request: PlacedOutline | undefined, answer: PlacedOutline | undefined): Conversation {
  const asked = placed(request);
  const results = resultsByCall(asked);
  const joined = new Set<Placed>();
  const called: Placed[] = asked.map(each => {
    const own = each.part.type === 'tool_call' && each.part.ref ? results.get(each.part.ref) : undefined;
    if (!own) return each;
    results.delete(each.part.ref!);
    for (const result of own) joined.add(result);
    return { ...each, results: own };
  });
  const said = called.filter((each, index) => each.part.role !== 'tools' && !joined.has(asked[index]!));
  return {
    tools: called.filter(({ part }) => part.role === 'tools'),
    turns: [...turnsOf(said, false), ...turnsOf(placed(answer), true)],
  };
}

function placed(source: PlacedOutline | undefined): Placed[] {
  return source?.outline.parts.map(part => ({ part, body: source.body, results: [] })) ?? [];
}

function resultsByCall(parts: readonly Placed[]): Map<string, Placed[]> {
  const results = new Map<string, Placed[]>();
  for (const each of parts) {
    const { type, ref } = each.part;
    if (type !== 'tool_result' || !ref) continue;
    results.set(ref, [...(results.get(ref) ?? []), each]);
  }
  return results;
}

function turnsOf(parts: readonly Placed[], answer: boolean): Turn[] {
  const turns: { key: string; role: PartRole; answer: boolean; parts: Placed[] }[] = [];
  for (const each of parts) {
    const last = turns.at(-1);
    if (last && last.role === each.part.role) last.parts.push(each);
    else turns.push({ key: `${answer}-${each.part.index}`, role: each.part.role, answer, parts: [each] });
  }
  return turns;
}
