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
  const { method = 'GET', parameters, body, headers, signal } = options;
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
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
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

async function refusalOf(response: Response): Promise<ApiError> {
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  const wait = Number.isFinite(retryAfter) ? retryAfter : undefined;
  try {
    const { error } = (await response.json()) as { error: { message: string; code?: string; param?: string } };
    return new ApiError(response.status, error.message, error.code, error.param, wait);
  } catch {
    return new ApiError(
      response.status,
      `${response.status} ${response.statusText}`.trim(),
      undefined,
      undefined,
      wait,
    );
  }
}

function goToLogin(): void {
  const { pathname, search } = window.location;
  if (pathname.startsWith('/console/login')) return;
  window.history.replaceState(null, '', `/console/login?next=${encodeURIComponent(pathname + search)}`);
}
