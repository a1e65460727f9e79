import type { Outline, OutlinePart } from '../../api/bodies';

/** What a request holds that the one before did not. */
export interface Fresh {
  parts: readonly OutlinePart[];
  /** Names of tools whose definitions are new or changed. */
  tools: readonly string[];
  /** False when there was no request to compare with: then it is the last turn. */
  compared: boolean;
}

/** Compares the parts of two requests by their roles and contents; a part that stands there twice counts twice. */
export function freshParts(request: Outline, before: Outline | undefined): Fresh {
  const said = request.parts.filter(({ role }) => role !== 'tools');
  if (!before) {
    const last = said.findLastIndex(({ role }) => role === 'assistant');
    return { parts: said.slice(last + 1).filter(({ role }) => !INSTRUCTIONS.has(role)), tools: [], compared: false };
  }
  const known = new Map<string, number>();
  for (const part of before.parts) known.set(keyOf(part), (known.get(keyOf(part)) ?? 0) + 1);
  const fresh = request.parts.filter(part => {
    const left = known.get(keyOf(part)) ?? 0;
    known.set(keyOf(part), left - 1);
    return left <= 0;
  });
  return {
    parts: fresh.filter(({ role }) => role !== 'tools'),
    tools: fresh.filter(({ role }) => role === 'tools').map(({ name, path }) => name ?? path),
    compared: true,
  };
}

const INSTRUCTIONS = new Set(['system', 'developer']);

function keyOf({ role, type, hash }: OutlinePart): string {
  return `${role} ${type} ${hash}`;
}
