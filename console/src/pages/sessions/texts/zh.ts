import type { SessionsTexts } from './en';

const zh: SessionsTexts = {
  title: '会话',
  lead: '属于同一次对话或同一个编码任务的调用。',
  search: '搜索问题和回答',
  columns: {
    activity: '最近活动',
    client: '客户端',
    question: '首个问题',
    calls: '调用',
    tools: '工具',
    errors: '错误',
    cached: '缓存',
    cost: '费用',
  },
  hints: {
    tools: '模型调用工具的次数',
    cached: '输入中来自提示词缓存的比例',
  },
  noQuestion: '没有文本',
  lasted: length => `持续 ${length}`,
  moreModels: count => `+${count}`,
  figures: (calls, tools) => `${calls} 次调用 · ${tools} 次工具`,
  errors: count => `${count} 个错误`,
  cached: share => `缓存 ${share}`,
  unpriced: count => `另有 ${count} 次未计价`,
  onlyModel: model => `只看调用过 ${model} 的会话`,
  more: '显示更早的会话',
  end: count => `此范围内共 ${count} 个会话。`,
  lookedUntil: time => `已查到 ${time}。`,
  empty: '此范围内没有会话。',
  emptyFiltered: '此范围内没有会话的调用同时满足这些条件。请去掉一个条件，或扩大时间范围。',
  emptyHint:
    '客户端指明会话时，调用才归入会话：可用请求头 x-session-id，Claude Code、Codex 和 opencode 自带的请求头，或 prompt_cache_key。',
  further: '查看最近 7 天',
  connect: '接入客户端',
  keys: { next: '下一个会话', previous: '上一个会话', search: '搜索' },
};

export default zh;
