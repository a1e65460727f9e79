import type { CallsTexts } from './en';

const zh: CallsTexts = {
  title: '调用',
};

export default zh;
