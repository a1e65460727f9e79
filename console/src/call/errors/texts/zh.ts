import type { ErrorTexts } from './en';

const zh: ErrorTexts = {
  codes: {
    invalid_request: { title: '请求无效', todo: '请修改消息中指出的字段。原样重发不会成功。' },
    context_length_exceeded: {
      title: '提示词超出模型的上下文长度',
      todo: '缩短对话、减少输出 token 数，或换用上下文更长的模型。',
    },
    invalid_api_key: {
      title: '客户端的密钥未被接受',
      todo: '用 “Authorization: Bearer …”（或 x-api-key）发送网关的密钥，即网关设置中的 API_KEY。',
    },
    forbidden: { title: '没有权限', todo: '该密钥不能使用这个模型或功能。请向账号管理员申请权限，或换用其他模型。' },
    unknown_url: {
      title: '路径不存在',
      todo: '请检查客户端的 base URL：多数客户端要求以 /v1 结尾，有些会自行加上 /v1。',
    },
    model_not_found: {
      title: '没有这个模型',
      todo: '请到“模型与供应商”核对名称；供应商的模型可能需要带前缀（供应商/模型）。',
    },
    method_not_allowed: { title: 'HTTP 方法不对', todo: '调用请使用 POST。' },
    request_timeout: { title: '请求没有及时到达', todo: '客户端中途停止发送正文。请检查客户端与网关之间的网络。' },
    request_too_large: { title: '请求过大', todo: '缩小图片或文件，或调高网关的请求正文上限。' },
    unsupported_encoding: { title: '不支持的正文编码', todo: '请发送未压缩或 gzip 压缩的正文。' },
    headers_too_large: { title: '请求头过大', todo: '减少或缩短请求头。' },
    insufficient_quota: {
      title: '额度已用完',
      todo: '在供应商处充值或提高账号限额；也可以配置转到其他供应商来过渡。',
    },
    rate_limit_exceeded: { title: '请求过于频繁', todo: '稍后重试、降低并发，或在模型组中再加一个目标。' },
    internal_error: { title: '网关自身出错', todo: '网关的错误日志中按此调用的编号记有原因，欢迎反馈。' },
    unsupported: { title: '目标不支持所请求的功能', todo: '换用支持该功能的模型或供应商，或去掉该功能。' },
    upstream_auth: {
      title: '供应商拒绝了网关的密钥',
      todo: '在网关设置中更正该供应商的密钥，然后到“模型与供应商”点“测试”。',
    },
    upstream_error: { title: '供应商出错', todo: '请重试；若持续出错，请查看供应商的状态页，并配置转备用。' },
    upstream_unreachable: {
      title: '无法连接供应商',
      todo: '请检查其 base URL，以及网关所在机器的 DNS、代理和防火墙。',
    },
    upstream_stream_cut: {
      title: '供应商的流中断',
      todo: '已收到的内容已发给客户端。请重试；若持续出现，请检查网关与供应商之间的代理。',
    },
    'provider:overloaded': {
      title: '供应商负载过高',
      todo: '请稍后重试；在 gateway.yaml 中配置转到其他供应商的备用，可避免此类失败。',
    },
    overloaded: { title: '负载过高', todo: '请稍后重试。如果瓶颈在网关，请提高其限制或内存。' },
    gateway_stopping: { title: '网关正在停止', todo: '待网关启动后重试。' },
    gateway_killed: {
      title: '网关在调用途中被终止',
      todo: '请查明进程结束的原因：内存不足、操作系统或部署操作，然后重试。',
    },
    timeout: { title: '未能及时得到回答', todo: '长回答请使用流式，或调高超时，或配置对冲请求、转备用。' },
  },
  unknown: {
    client: { title: '请求被拒绝', todo: '消息说明了需要在请求中修改什么。' },
    gateway: { title: '网关拒绝了调用', todo: '原因见消息和网关的错误日志。' },
    provider: { title: '供应商拒绝了调用', todo: '消息来自供应商，其文档中有该代码的说明。' },
  },
  cancelled: {
    title: '客户端在结束前离开',
    todo: '此前的用量已计入。如果并非有人点了“停止”，请检查客户端的超时设置。',
  },
  fault: (name: string) => `责任方：${name}`,
  todo: '处理办法',
  param: '字段',
  model: '请求的模型',
};

export default zh;
