import type { LoginTexts } from './en';

const zh: LoginTexts = {
  title: '登录',
  explain: '此网关需要客户端密钥。登录后，控制台会在此浏览器中保持登录 12 小时。',
  key: '客户端密钥',
  submit: '登录',
  wrong: '网关不认识这个密钥。',
  tooMany: seconds => `尝试次数过多，请等待 ${seconds} 秒。`,
  none: '此网关不需要密钥。',
  go: '打开控制台',
};

export default zh;
