import type { CompareTexts } from './en';

const zh: CompareTexts = {
  title: '对比',
  choose: '这里对比两次调用。在调用列表中，先后在两次调用上按 X。',
  toCalls: '前往调用列表',
  first: '第一个',
  second: '第二个',
  change: '变化',
  swap: '交换',
  missing: '这次调用不存在，或已不再保留。',
  rows: {
    model: '模型 → 发送',
    time: '时间',
    state: '状态',
    first: '首 token',
    total: '总耗时',
    input: '输入 token',
    cached: '缓存 token',
    output: '输出 token',
    cost: '费用',
    rate: '每秒 token',
  },
  request: '请求',
  requestSame: '两个请求内容相同。',
  requestFormats: (left, right) => `两个请求的格式不同（${left}，${right}）。`,
  requestNotKept: '两个请求没有都完整保留，因此不作对比。',
  requestLarge: '请求太大，无法在此对比。',
  moreDifferences: count => `另有 ${count} 处不同未列出。`,
  absent: '没有',
  answers: '回答',
  answersSame: '两个回答内容相同。',
  answersFar: '两个回答相差太大，无法逐词标出。',
  answersCut: '每个部分只对比前 2,000 个字符。',
  noAnswer: '没有回答，或回答未保留。',
  words: count => `${count} 个字符`,
};

export default zh;
