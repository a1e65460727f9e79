const en = {
  title: 'Sign in',
  explain: 'This gateway asks for a client key. The console keeps you signed in for 12 hours in this browser.',
  key: 'Client key',
  submit: 'Sign in',
  wrong: 'This key is not known to the gateway.',
  tooMany: (seconds: string) => `Too many tries. Wait ${seconds} s.`,
  none: 'This gateway needs no key.',
  go: 'Open the console',
};

export default en;
export type LoginTexts = typeof en;
