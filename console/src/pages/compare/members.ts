/** A place of two requests at which they are not the same. */
export interface MemberDifference {
  path: string;
  /** As JSON; missing where one of them has nothing there. */
  left?: string;
  right?: string;
}

/** Deeper members are compared as wholes. */
const MOST_DEPTH = 6;

/** Compares two JSON objects member by member, whatever they mean; undefined if one of them is none. */
export function memberDifferences(left: string, right: string): MemberDifference[] | undefined {
  const a = parse(left);
  const b = parse(right);
  if (!isObject(a) || !isObject(b)) return undefined;
  const found: MemberDifference[] = [];
  compare(a, b, '', 0, found);
  return found;
}

function compare(a: unknown, b: unknown, path: string, depth: number, found: MemberDifference[]): void {
  const left = JSON.stringify(a);
  const right = JSON.stringify(b);
  if (left === right) return;
  if (depth < MOST_DEPTH && Array.isArray(a) && Array.isArray(b)) compareItems(a, b, path, depth, found);
  else if (depth < MOST_DEPTH && isObject(a) && isObject(b)) {
    for (const name of new Set([...Object.keys(a), ...Object.keys(b)])) {
      compare(a[name], b[name], path ? `${path}.${name}` : name, depth + 1, found);
    }
  } else found.push({ path, left, right });
}

/** Items that are the same at the beginning and at the end stay out, so that one that was added is one difference. */
function compareItems(a: unknown[], b: unknown[], path: string, depth: number, found: MemberDifference[]): void {
  const same = (x: unknown, y: unknown) => JSON.stringify(x) === JSON.stringify(y);
  let start = 0;
  while (start < a.length && start < b.length && same(a[start], b[start])) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && same(a.at(-1 - end), b.at(-1 - end))) end++;
  const leftItems = a.slice(start, a.length - end);
  const rightItems = b.slice(start, b.length - end);
  for (let index = 0; index < Math.max(leftItems.length, rightItems.length); index++) {
    compare(leftItems[index], rightItems[index], `${path}[${start + index}]`, depth + 1, found);
  }
}

/** Returns where two texts begin to differ, with a little of what stands before. */
export function startOfDifference(left = '', right = ''): number {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  return at <= CONTEXT ? 0 : at - CONTEXT;
}

const CONTEXT = 80;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // cut, redacted, or no JSON
  }
}
