/** A member of two requests that is not the same in both. */
export interface MemberDifference {
  name: string;
  left?: string;
  right?: string;
}

/** Compares the members of two JSON objects, whatever they mean; undefined if one of them is none. */
export function memberDifferences(left: string, right: string): MemberDifference[] | undefined {
  const a = objectOf(left);
  const b = objectOf(right);
  if (!a || !b) return undefined;
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return names
    .map(name => ({ name, left: JSON.stringify(a[name]), right: JSON.stringify(b[name]) }))
    .filter(each => each.left !== each.right);
}

function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === 'object' && document !== null && !Array.isArray(document)
      ? (document as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined; // cut, redacted, or no JSON
  }
}
