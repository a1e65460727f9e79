import { currentLocale } from '../i18n/locale';
import { reachable, unreachable } from './connection';

/** The parameters of a request; a list is sent as one parameter for each value. */
export type Parameters = Record<string, string | number | boolean | readonly (string | number)[] | undefined>;

/** A refusal of the gateway, in OpenAI's error shape. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    message: string,
    readonly code?: string,
    readonly param?: string,
    readonly retryAfter?: number,
    /** The call that was refused, if one was made. */
    readonly callId?: string,
  ) {
    super(message);
  }
}

/** The gateway does not answer: it is stopped, or the network is. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  parameters?: Parameters;
  /** Sent as JSON. */
  body?: unknown;
  /** JSON that is sent as it is, in place of `body`. */
  text?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export const ADMIN = '/admin/api/';

/** Asks the admin API and returns its document. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await requestRaw(path, { ...options, headers: { accept: 'application/json', ...options.headers } });
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

/** Asks the admin API and returns the response as it is, once it is a success. */
export async function requestRaw(path: string, options: RequestOptions = {}): Promise<Response> {
  const { method = 'GET', parameters, headers, signal } = options;
  const body = options.text ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  let response: Response;
  try {
    response = await fetch(addressOf(path, parameters), {
      method,
      signal,
      credentials: 'same-origin',
      headers: {
        'accept-language': currentLocale(),
        ...(method === 'GET' ? {} : { 'x-console': '1' }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    unreachable();
    throw new UnreachableError('The gateway does not answer.');
  }
  reachable();
  if (response.ok) return response;
  const refusal = await refusalOf(response);
  if (response.status === 401 && path !== 'session') goToLogin();
  throw refusal;
}

export function addressOf(path: string, parameters: Parameters = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined || value === '') continue;
    for (const item of Array.isArray(value) ? value : [value]) query.append(name, String(item));
  }
  const text = query.toString();
  return ADMIN + path + (text ? `?${text}` : '');
}

/** Reads a refusal; formats of clients that have no member `error` have its members at the top. */
async function refusalOf(response: Response): Promise<ApiError> {
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const wait = Number.isFinite(retryAfter) ? retryAfter : undefined;
  const callId = response.headers.get('x-gateway-call-id') ?? undefined;
  try {
    const document = (await response.json()) as Refusal & { error?: Refusal };
    const { message, code, param } = document.error ?? document;
    if (message) return new ApiError(response.status, message, code, param, wait, callId);
  } catch {
    // no JSON: something between the browser and the gateway answered
  }
  const words = `${response.status} ${response.statusText}`.trim();
  return new ApiError(response.status, words, undefined, undefined, wait, callId);
}

interface Refusal {
  message?: string;
  code?: string;
  param?: string;
}

function goToLogin(): void {
  const { pathname, search } = window.location;
  if (pathname.startsWith('/console/login')) return;
  window.history.replaceState(null, '', `/console/login?next=${encodeURIComponent(pathname + search)}`);
}
