import { describe, expect, it } from 'vitest';
import { CLIENTS, containerAddress } from '../../src/pages/connect/clients';
import en from '../../src/pages/connect/texts/en';

const values = {
  base: 'http://127.0.0.1:8728',
  fromContainer: 'http://host.docker.internal:8728',
  key: en.yourKey,
  model: 'deepseek/deepseek-chat',
};

describe('the snippets of clients', () => {
  it.each(CLIENTS.map(client => [client.name, client] as const))('%s names the gateway', (_, client) => {
    const snippet = client.snippet(values);
    const address = client.note === 'publicHttps' ? 'https://your-gateway.example' : ':8728';
    expect(snippet).toContain(address);
    expect(snippet).not.toContain('undefined');
    if (client.note) expect(en.notes[client.note]).toBeTruthy();
  });

  it('gives programs in containers an address that they can reach', () => {
    for (const client of CLIENTS.filter(each => each.note === 'container')) {
      expect(client.snippet(values)).toContain('http://host.docker.internal:8728/v1');
    }
    expect(containerAddress('http://localhost:8728')).toBe('http://host.docker.internal:8728');
    expect(containerAddress('https://gateway.example/')).toBe('https://gateway.example/');
  });

  it('writes a configuration of opencode that can be read', () => {
    const opencode = CLIENTS.find(({ id }) => id === 'opencode');
    const read = JSON.parse(opencode?.snippet({ ...values, model: 'a"b' }) ?? '');
    expect(read.provider.gateway.options.baseURL).toBe('http://127.0.0.1:8728/v1');
    expect(Object.keys(read.provider.gateway.models)).toEqual(['a"b']);
  });

  it('has one setup for each id', () => {
    const ids = CLIENTS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
