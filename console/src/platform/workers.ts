interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;

/** Lets the addresses of the console's own workers through, which is all that the page's policy admits. */
const policy = trustedTypes?.createPolicy('console', {
  createScriptURL(url) {
    const address = new URL(url, location.href);
    if (address.origin !== location.origin) throw new TypeError(`not a worker of the console: ${url}`);
    return address.href;
  },
});

/** Starts a worker from an address that was imported with `?worker&url`. */
export function startWorker(url: string): Worker {
  return new Worker(policy ? policy.createScriptURL(url) : url, { type: 'module' });
}
