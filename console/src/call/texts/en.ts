const en = {
  tabs: {
    summary: 'Summary',
    conversation: 'Conversation',
    sent: 'Sent',
    diff: 'Diff',
    raw: 'Raw',
    cost: 'Cost',
    cache: 'Cache',
  },
  label: 'Call',
  loading: 'Loading the call…',
};

export default en;
export type CallTexts = typeof en;
