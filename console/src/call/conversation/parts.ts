import { queryOptions } from '@tanstack/react-query';
import { bodyText, fetchRange } from '../../api/bodies';
import type { Placed } from './turns';

/** The most bytes of a part that are fetched to be shown. */
export const MOST_PART = 20_000_000;

/** The bytes of a part as they stand in the body. */
export const partQuery = (id: string, { part, body }: Placed) =>
  queryOptions({
    queryKey: ['part', id, bodyText(body), part.start, part.end],
    queryFn: async ({ signal }) =>
      new TextDecoder().decode(
        await fetchRange(id, body, part.start, Math.min(part.end, part.start + MOST_PART), signal),
      ),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 15_000,
  });

/** Returns the texts in a JSON document, the longest first. */
export function textsIn(json: string): string[] {
  let document: unknown;
  try {
    document = JSON.parse(json);
  } catch {
    return []; // a part of a stream, or one that was cut
  }
  const texts: string[] = [];
  const left: unknown[] = [document];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) left.push(each);
  }
  return texts.sort((a, b) => b.length - a.length);
}

/** Returns the text of a part of which only the beginning is known; undefined if it is not there as one text. */
export function wholeText(json: string, beginning: string): string | undefined {
  return textsIn(json).find(text => text.startsWith(beginning));
}

const DATA = /^data:([a-z0-9.+-]+\/[a-z0-9.+-]+)?(?:;[a-z0-9=-]+)*;base64,/i;
/** Pictures that are drawn; the others, such as drawings with scripts, are shown as text. */
const DRAWN = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp'];
/** Shorter texts are names and ids, no picture. */
const LEAST_PICTURE = 64;

export interface Picture {
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Returns the picture whose bytes stand in a part; undefined if it only has an address, or another type. */
export function pictureIn(json: string, mediaType: string | undefined): Picture | undefined {
  for (const text of textsIn(json)) {
    const head = DATA.exec(text.slice(0, 200));
    const type = (head?.[1] ?? mediaType ?? '').toLowerCase();
    const data = head ? text.slice(head[0].length) : text;
    if (!DRAWN.includes(type) || data.length < LEAST_PICTURE || !/^[\w+/\-=\s]+$/.test(data)) continue;
    const bytes = bytesOf(data);
    if (bytes) return { type, bytes };
  }
  return undefined;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const text = atob(base64.replaceAll('-', '+').replaceAll('_', '/').replace(/\s+/g, ''));
    return Uint8Array.from(text, each => each.charCodeAt(0));
  } catch {
    return undefined; // no base64 after all
  }
}
