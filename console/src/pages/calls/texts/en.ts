const en = {
  title: 'Calls',
};

export default en;
export type CallsTexts = typeof en;
