/** A stretch of two texts: in both, or only in one of them. */
export interface Stretch {
  kind: 'same' | 'left' | 'right';
  text: string;
}

/** Differences beyond which two texts are not laid beside each other word by word. */
const MOST_EDITS = 1_500;
const MOST_WORDS = 20_000;

/** Compares two texts by words; undefined if they have too little in common to say anything. */
export function wordDiff(left: string, right: string): Stretch[] | undefined {
  const a = wordsOf(left);
  const b = wordsOf(right);
  if (a.length > MOST_WORDS || b.length > MOST_WORDS) return undefined;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA--;
    endB--;
  }
  const middle = shortestEdits(a.slice(start, endA), b.slice(start, endB));
  if (!middle) return undefined;
  const stretches: Stretch[] = [];
  const add = (kind: Stretch['kind'], text: string) => {
    const last = stretches.at(-1);
    if (last?.kind === kind) last.text += text;
    else if (text) stretches.push({ kind, text });
  };
  add('same', a.slice(0, start).join(''));
  for (const { kind, text } of middle) add(kind, text);
  add('same', a.slice(endA).join(''));
  return stretches;
}

/** Words with the space after them; in languages without spaces each character is one. */
function wordsOf(text: string): string[] {
  return text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}_]+\s*|\s+|./gsu) ?? [];
}

/** Myers' algorithm: the fewest words that have to go and come. */
function shortestEdits(a: readonly string[], b: readonly string[]): Stretch[] | undefined {
  const most = Math.min(MOST_EDITS, a.length + b.length);
  const reach = new Int32Array(2 * most + 3);
  const middle = most + 1;
  const steps: Int32Array[] = [];
  for (let edits = 0; edits <= most; edits++) {
    steps.push(reach.slice(middle - edits - 1, middle + edits + 2));
    for (let line = -edits; line <= edits; line += 2) {
      const down = line === -edits || (line !== edits && reach[middle + line - 1]! < reach[middle + line + 1]!);
      let x = down ? reach[middle + line + 1]! : reach[middle + line - 1]! + 1;
      while (x < a.length && x - line < b.length && a[x] === b[x - line]) x++;
      reach[middle + line] = x;
      if (x >= a.length && x - line >= b.length) return walkBack(a, b, steps);
    }
  }
  return undefined;
}

function walkBack(a: readonly string[], b: readonly string[], steps: readonly Int32Array[]): Stretch[] {
  const found: Stretch[] = [];
  let x = a.length;
  let y = b.length;
  for (let edits = steps.length - 1; edits >= 0; edits--) {
    const reach = steps[edits]!;
    const at = (line: number) => reach[line + edits + 1]!;
    const line = x - y;
    const down = line === -edits || (line !== edits && at(line - 1) < at(line + 1));
    const before = down ? line + 1 : line - 1;
    const fromX = edits === 0 ? 0 : at(before);
    const fromY = edits === 0 ? 0 : fromX - before;
    while (x > fromX && y > fromY) {
      found.push({ kind: 'same', text: a[--x]! });
      y--;
    }
    if (edits === 0) break;
    if (down) found.push({ kind: 'right', text: b[--y]! });
    else found.push({ kind: 'left', text: a[--x]! });
  }
  return found.reverse();
}
