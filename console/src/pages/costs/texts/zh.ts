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
  kinds: {
    input: '未缓存输入费用',
    cache_read: '缓存读取费用',
    cache_write: '缓存写入费用',
    output: '输出费用',
    reasoning: '推理费用',
    other: '其他费用',
  },
  cost: '费用',
  cache: {
    column: '缓存节省',
    saved: amount => `提示词缓存节省了 ${amount}。`,
    lost: amount => `提示词缓存的花费比节省多 ${amount}。`,
    how: '缓存输入按普通输入单价计算的费用，减去实际费用，再减去写入缓存多付的费用。',
    unknown: count => `另有 ${count} 次调用单价未知，无法计算。`,
  },
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
