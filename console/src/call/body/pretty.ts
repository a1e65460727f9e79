import { JsonRows } from './jsonRows';

/** Lays JSON out without reading its values, so that none of them changes; anything else stays as it is. */
export function prettyJson(text: string): string {
  const first = text.trimStart()[0];
  if (first !== '{' && first !== '[') return text;
  const rows = new JsonRows(new TextEncoder().encode(text));
  return rows.brokenAt === undefined ? rows.value(0).text : text;
}
