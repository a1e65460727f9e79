import { queryOptions } from '@tanstack/react-query';
import type { BodyKind, CallDocument, Payload } from './calls';
import { addressOf, request, requestRaw } from './client';

export type PartRole = 'system' | 'developer' | 'user' | 'assistant' | 'tool' | 'tools' | 'other';
export type PartType =
  | 'text'
  | 'reasoning'
  | 'tool_call'
  | 'tool_result'
  | 'tool_definition'
  | 'image'
  | 'audio'
  | 'file'
  | 'refusal'
  | 'citation'
  | 'unknown';

/** A part of a conversation within a body; `start` and `end` are offsets of its bytes. */
export interface OutlinePart {
  index: number;
  role: PartRole;
  type: PartType;
  path: string;
  start: number;
  end: number;
  name?: string;
  /** The tool call's id. */
  ref?: string;
  media_type?: string;
  hash: string;
  text?: string;
  text_cut?: boolean;
  /** What a tool call works on: a file, a command, an address. */
  target?: string;
  /** How long the prompt up to here is to be cached. */
  cached?: string;
}

export interface Outline {
  dialect: string;
  kind: BodyKind;
  attempt?: number;
  complete: boolean;
  problem?: string;
  parts: OutlinePart[];
  more: boolean;
}

export interface ChangeSide {
  start: number;
  end: number;
  text: string;
}

export type Author = 'gateway' | 'rule' | 'translation' | 'client' | 'provider';

export interface BodyChange {
  op: 'added' | 'removed' | 'changed' | 'moved';
  path: string;
  left?: ChangeSide;
  right?: ChangeSide;
  by?: { kind: Author; name?: string };
  loss?: string | boolean;
}

export interface BodyDiff {
  same: boolean;
  mode: 'json' | 'parts' | 'bytes';
  changes: BodyChange[];
  more?: boolean;
}

/** Why a prompt was read from the vendor's cache, or was not. */
export interface CacheDiagnosis {
  state: 'hit' | 'partial' | 'miss' | 'none' | 'unknown';
  against?: { id: string; time: string; gap_ms: number };
  expected_tokens?: number;
  read_tokens?: number;
  lost_tokens?: number;
  lost_nano_usd?: number;
  first?: { byte?: number; path?: string; before?: string; after?: string };
  by?: 'client' | 'gateway' | 'vendor' | 'none';
  why?: string;
  detail?: string;
  vendor?: unknown;
}

/** A body of a call: its kind, and for a provider's side the number of the attempt from 0. */
export interface BodyName {
  kind: BodyKind;
  attempt?: number;
}

export function nameOf({ kind, attempt }: Payload): BodyName {
  return { kind, attempt };
}

/** `client_request`, `provider_request:1` */
export function bodyText({ kind, attempt }: BodyName): string {
  return attempt === undefined ? kind : `${kind}:${attempt}`;
}

function bodyPath({ kind, attempt }: BodyName): string {
  return attempt === undefined ? kind : `${kind}/${attempt}`;
}

const below = (id: string) => `calls/${encodeURIComponent(id)}`;

export function bodyAddress(id: string, body: BodyName): string {
  return addressOf(`${below(id)}/${bodyPath(body)}`);
}

export function exportAddress(id: string, format: 'har' | 'jsonl' | 'cassette' | 'curl'): string {
  return addressOf(`${below(id)}/${format}`);
}

/** Fetches the bytes of a body from `start` to before `end`. */
export async function fetchRange(
  id: string,
  body: BodyName,
  start: number,
  end: number,
  signal?: AbortSignal,
): Promise<Uint8Array<ArrayBuffer>> {
  const response = await requestRaw(`${below(id)}/${bodyPath(body)}`, {
    headers: { range: `bytes=${start}-${end - 1}` },
    signal,
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  return response.status === 206 ? bytes : bytes.slice(start, end);
}

/** The whole of a kept body. Bodies of an ended call change no more. */
export const bodyQuery = (id: string, body: BodyName) =>
  queryOptions({
    queryKey: ['body', id, bodyText(body)],
    queryFn: async ({ signal }) => {
      const response = await requestRaw(`${below(id)}/${bodyPath(body)}`, { signal });
      return new Uint8Array(await response.arrayBuffer());
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 15_000,
    structuralSharing: false,
  });

/** Pages of an outline that are fetched at most. */
const MOST_PAGES = 5;

export const outlineQuery = (id: string, body: BodyName) =>
  queryOptions({
    queryKey: ['outline', id, bodyText(body)],
    queryFn: async ({ signal }) => {
      let outline: Outline | undefined;
      for (let page = 0; page < MOST_PAGES; page++) {
        const next: Outline = await request(`${below(id)}/outline/${bodyPath(body)}`, {
          parameters: outline ? { from: outline.parts.length } : {},
          signal,
        });
        outline = outline ? { ...next, parts: [...outline.parts, ...next.parts] } : next;
        if (!next.more || next.parts.length === 0) break;
      }
      return outline!;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

export const diffQuery = (id: string, left: BodyName, right: BodyName) =>
  queryOptions({
    queryKey: ['diff', id, bodyText(left), bodyText(right)],
    queryFn: ({ signal }) =>
      request<BodyDiff>(`${below(id)}/diff`, {
        parameters: { left: bodyText(left), right: bodyText(right) },
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const cacheQuery = (id: string) =>
  queryOptions({
    queryKey: ['cache', id],
    queryFn: ({ signal }) => request<CacheDiagnosis>(`${below(id)}/cache`, { signal }),
  });

/** What the client asked, with the path that it asked. */
export const clientRequestQuery = (id: string) =>
  queryOptions({
    queryKey: ['client-request', id],
    queryFn: async ({ signal }) => {
      const har = await request<{
        log: { entries: { request: { url: string; postData?: { text: string } } }[] };
      }>(`${below(id)}/har`, { signal });
      const asked = har.log.entries[0]?.request;
      return asked && { path: new URL(asked.url).pathname, body: asked.postData?.text };
    },
    gcTime: 0,
  });

/** Returns the body of that name as the record lists it. */
export function payloadOf(call: CallDocument, { kind, attempt }: BodyName): Payload | undefined {
  return call.payloads.find(each => each.kind === kind && (attempt === undefined || each.attempt === attempt));
}

/** Returns the number of the attempt whose answer the client got, else of the last one. */
export function shownAttempt(call: CallDocument): number {
  const won = call.attempts.findIndex(attempt => attempt.won);
  return won >= 0 ? won : Math.max(0, call.attempts.length - 1);
}
