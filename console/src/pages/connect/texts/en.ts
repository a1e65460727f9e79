const en = {
  title: 'Connect',
  lead: 'Point a client at this gateway. Every snippet has this gateway’s address in it.',
  groups: { code: 'SDKs and frameworks', agents: 'Coding agents', apps: 'Chat apps' },
  places: {
    shell: 'In a shell',
    file: (name: string) => `In ${name}`,
    fields: 'In the client’s settings',
    python: 'In Python',
    node: 'In Node',
  },
  model: 'Model',
  modelHint: 'Any name that the gateway knows: provider/model, a group or an alias.',
  yourKey: 'YOUR_CLIENT_KEY',
  keyless: 'This gateway asks for no key: any text will do.',
  keyed: 'Put your client key in place of YOUR_CLIENT_KEY; it is shown nowhere.',
  check: {
    start: 'Wait for the first call',
    stop: 'Stop waiting',
    waiting: 'Waiting for a call … start the client now.',
    seen: (model: string) => `A call to ${model} has come in.`,
    failed: (model: string, code: string) => `A call to ${model} has come in and failed: ${code}.`,
    open: 'Look at it',
  },
  notes: {
    apiKeyLogin:
      'Choose the API key as the way to sign in. A "gemini-*" group in gateway.yaml serves the names that Gemini CLI asks for by itself.',
    container:
      'Inside a container, localhost is the container itself. The gateway must listen on more than loopback (HOST=0.0.0.0) and have a client key.',
    addsVersion: 'Cherry Studio adds /v1 to the address by itself.',
    publicHttps: 'Cursor’s own servers call the gateway: it needs a public https address and a client key.',
    keyNeeded: 'GATEWAY_API_KEY in the client’s environment is the client key.',
    anyModel:
      'Claude Code also asks for a small model: ANTHROPIC_DEFAULT_HAIKU_MODEL, or a "claude-*" group in gateway.yaml.',
  },
};

export default en;
export type ConnectTexts = typeof en;
