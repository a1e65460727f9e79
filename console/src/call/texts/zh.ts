import type { CallTexts } from './en';

const zh: CallTexts = {
  tabs: {
    summary: '摘要',
    conversation: '对话',
    sent: '发出内容',
    diff: '差异',
    raw: '原文',
    cost: '费用',
    cache: '缓存',
  },
  label: '调用',
  loading: '正在加载调用…',
};

export default zh;
