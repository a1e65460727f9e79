import type { CostsTexts } from './en';

const zh: CostsTexts = {
  title: '费用',
  lead: '按日期和来源查看调用的费用。每个数字都可点开对应的调用。',
  by: {
    label: '分组',
    model: '模型',
    provider: '供应商',
    key: '密钥',
    user: '用户',
    session: '会话',
    tag: '标签……',
    tagName: '标签名',
  },
  csv: '下载 CSV',
  total: '费用',
  calls: '调用',
  input: '输入 token',
  cached: '缓存',
  output: '输出 token',
  cost: '费用',
  change: '与前一时段相比',
  before: amount => `前一时段 ${amount}`,
  unpricedCalls: count => `${count} 次调用单价未知，未计入合计`,
  days: '按天',
  day: (day, group, amount, calls) => `${group}，${day}：${amount}，${calls} 次调用`,
  without: '（无）',
  other: '其余',
  inexact: '此时段的调用没有全部统计：合计为下限。',
  empty: '此时段没有调用。',
  unpriced: {
    title: '单价未知的模型',
    lead: '这些调用有用量但没有费用。在 prices.yaml 中添加单价；运行 prices reprice 可补算过去的调用。',
  },
  differs: '供应商报告的费用与计算不同的调用',
};

export default zh;
