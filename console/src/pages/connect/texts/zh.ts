import type { ConnectTexts } from './en';

const zh: ConnectTexts = {
  title: '接入',
  lead: '让客户端连接此网关。下面的配置已填入此网关的地址。',
  groups: { code: 'SDK 与框架', agents: '编程助手', apps: '聊天应用' },
  places: {
    shell: '在终端中',
    file: name => `写入 ${name}`,
    fields: '在客户端的设置中',
    python: 'Python 代码',
    node: 'Node 代码',
  },
  model: '模型',
  modelHint: '网关认识的任意名称：provider/model、模型组或别名。',
  yourKey: 'YOUR_CLIENT_KEY',
  keyless: '此网关不需要密钥，填任意文本即可。',
  keyed: '把 YOUR_CLIENT_KEY 换成您的客户端密钥；控制台不会显示密钥。',
  check: {
    start: '等待首次调用',
    stop: '停止等待',
    waiting: '正在等待调用……请现在启动客户端。',
    seen: model => `已收到对 ${model} 的调用。`,
    failed: (model, code) => `已收到对 ${model} 的调用，但失败了：${code}。`,
    open: '查看',
  },
  notes: {
    apiKeyLogin: '登录方式请选择 API 密钥。Gemini CLI 自行请求的模型名，可在 gateway.yaml 中用 "gemini-*" 模型组接住。',
    container: '容器里的 localhost 是容器自己。网关须监听回环以外的地址（HOST=0.0.0.0），并设置客户端密钥。',
    addsVersion: 'Cherry Studio 会自动在地址后加上 /v1。',
    publicHttps: '调用由 Cursor 的服务器发出：网关需要公网 https 地址和客户端密钥。',
    keyNeeded: '客户端环境变量 GATEWAY_API_KEY 的值就是客户端密钥。',
    anyModel:
      'Claude Code 还会请求一个小模型：设置 ANTHROPIC_DEFAULT_HAIKU_MODEL，或在 gateway.yaml 中定义 "claude-*" 模型组。',
  },
};

export default zh;
