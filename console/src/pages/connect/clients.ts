/** What stands in a snippet for the reader's own gateway, key and model. */
export interface SnippetValues {
  /** The gateway's address, without a slash at its end. */
  base: string;
  /** The address as a container on the same machine reaches it. */
  fromContainer: string;
  key: string;
  model: string;
}

export interface ClientSetup {
  id: string;
  name: string;
  group: 'code' | 'agents' | 'apps';
  /** Where the snippet goes: a shell, a file, or fields of a dialog. */
  place: 'shell' | 'file' | 'fields' | 'python' | 'node';
  file?: string;
  snippet(values: SnippetValues): string;
  /** A sentence of the dictionary that the reader must know. */
  note?: NoteName;
}

export type NoteName = 'apiKeyLogin' | 'container' | 'addsVersion' | 'publicHttps' | 'keyNeeded' | 'anyModel';

const fields = (...rows: [string, string][]) => rows.map(([name, value]) => `${name}: ${value}`).join('\n');

/** The settings of clients, as the guides of this project have them. */
export const CLIENTS: readonly ClientSetup[] = [
  {
    id: 'curl',
    name: 'curl',
    group: 'code',
    place: 'shell',
    snippet: ({ base, key, model }) =>
      `curl ${base}/v1/chat/completions \\\n  -H "Authorization: Bearer ${key}" \\\n  -H "Content-Type: application/json" \\\n  -d '{"model": "${model}", "messages": [{"role": "user", "content": "Hello"}]}'`,
  },
  {
    id: 'python',
    name: 'OpenAI SDK (Python)',
    group: 'code',
    place: 'python',
    snippet: ({ base, key, model }) =>
      `from openai import OpenAI\n\nclient = OpenAI(base_url="${base}/v1", api_key="${key}")\nanswer = client.chat.completions.create(\n    model="${model}",\n    messages=[{"role": "user", "content": "Hello"}],\n)\nprint(answer.choices[0].message.content)`,
  },
  {
    id: 'node',
    name: 'OpenAI SDK (Node)',
    group: 'code',
    place: 'node',
    snippet: ({ base, key, model }) =>
      `import OpenAI from 'openai';\n\nconst client = new OpenAI({ baseURL: '${base}/v1', apiKey: '${key}' });\nconst answer = await client.chat.completions.create({\n  model: '${model}',\n  messages: [{ role: 'user', content: 'Hello' }],\n});\nconsole.log(answer.choices[0].message.content);`,
  },
  {
    id: 'anthropic',
    name: 'Anthropic SDK',
    group: 'code',
    place: 'python',
    snippet: ({ base, key, model }) =>
      `from anthropic import Anthropic\n\nclient = Anthropic(base_url="${base}", api_key="${key}")\nanswer = client.messages.create(\n    model="${model}",\n    max_tokens=1000,\n    messages=[{"role": "user", "content": "Hello"}],\n)\nprint(answer.content[0].text)`,
  },
  {
    id: 'google',
    name: 'Google Gen AI SDK',
    group: 'code',
    place: 'python',
    snippet: ({ base, key, model }) =>
      `from google import genai\n\nclient = genai.Client(api_key="${key}", http_options={"base_url": "${base}"})\nanswer = client.models.generate_content(model="${model}", contents="Hello")\nprint(answer.text)`,
  },
  {
    id: 'langchain',
    name: 'LangChain',
    group: 'code',
    place: 'python',
    snippet: ({ base, key, model }) =>
      `from langchain_openai import ChatOpenAI\n\nmodel = ChatOpenAI(model="${model}", base_url="${base}/v1", api_key="${key}")\nprint(model.invoke("Hello").content)`,
  },
  {
    id: 'ai-sdk',
    name: 'Vercel AI SDK',
    group: 'code',
    place: 'node',
    snippet: ({ base, key, model }) =>
      `import { createOpenAICompatible } from '@ai-sdk/openai-compatible';\nimport { generateText } from 'ai';\n\nconst gateway = createOpenAICompatible({ name: 'gateway', baseURL: '${base}/v1', apiKey: '${key}' });\nconst { text } = await generateText({ model: gateway('${model}'), prompt: 'Hello' });\nconsole.log(text);`,
  },
  {
    id: 'claude-code',
    name: 'Claude Code',
    group: 'agents',
    place: 'shell',
    snippet: ({ base, key, model }) =>
      `export ANTHROPIC_BASE_URL=${base}\nexport ANTHROPIC_AUTH_TOKEN=${key}\nexport ANTHROPIC_MODEL=${model}\nclaude`,
    note: 'anyModel',
  },
  {
    id: 'codex',
    name: 'Codex',
    group: 'agents',
    place: 'file',
    file: '~/.codex/config.toml',
    snippet: ({ base, model }) =>
      `model = "${model}"\nmodel_provider = "gateway"\n\n[model_providers.gateway]\nname = "LLMCallGateway"\nbase_url = "${base}/v1"\nenv_key = "GATEWAY_API_KEY"\nwire_api = "responses"`,
    note: 'keyNeeded',
  },
  {
    id: 'gemini-cli',
    name: 'Gemini CLI',
    group: 'agents',
    place: 'shell',
    snippet: ({ base, key, model }) =>
      `export GOOGLE_GEMINI_BASE_URL=${base}\nexport GEMINI_API_KEY=${key}\ngemini --model ${model}`,
    note: 'apiKeyLogin',
  },
  {
    id: 'opencode',
    name: 'opencode',
    group: 'agents',
    place: 'file',
    file: '~/.config/opencode/opencode.json',
    snippet: ({ base, key, model }) =>
      JSON.stringify(
        {
          $schema: 'https://opencode.ai/config.json',
          provider: {
            gateway: {
              npm: '@ai-sdk/openai-compatible',
              name: 'LLMCallGateway',
              options: { baseURL: `${base}/v1`, apiKey: key },
              models: { [model]: { name: model } },
            },
          },
        },
        null,
        2,
      ),
  },
  {
    id: 'qwen-code',
    name: 'Qwen Code',
    group: 'agents',
    place: 'shell',
    snippet: ({ base, key, model }) =>
      `export OPENAI_BASE_URL=${base}/v1\nexport OPENAI_API_KEY=${key}\nexport OPENAI_MODEL=${model}\nqwen --auth-type openai`,
  },
  {
    id: 'aider',
    name: 'aider',
    group: 'agents',
    place: 'shell',
    snippet: ({ base, key, model }) =>
      `export OPENAI_API_BASE=${base}/v1\nexport OPENAI_API_KEY=${key}\naider --model openai/${model}`,
  },
  {
    id: 'cline',
    name: 'Cline, Roo Code, Continue',
    group: 'agents',
    place: 'fields',
    snippet: ({ base, key, model }) =>
      fields(['API Provider', 'OpenAI Compatible'], ['Base URL', `${base}/v1`], ['API Key', key], ['Model ID', model]),
  },
  {
    id: 'copilot',
    name: 'VS Code Copilot',
    group: 'agents',
    place: 'fields',
    snippet: ({ base, key, model }) =>
      fields(
        ['Provider', 'Custom Endpoint'],
        ['url', `${base}/v1/chat/completions`],
        ['API Key', key],
        ['Model', model],
      ),
  },
  {
    id: 'cursor',
    name: 'Cursor',
    group: 'agents',
    place: 'fields',
    snippet: ({ key, model }) =>
      fields(
        ['Override OpenAI Base URL', 'https://your-gateway.example/v1'],
        ['OpenAI API Key', key],
        ['Model', model],
      ),
    note: 'publicHttps',
  },
  {
    id: 'cherry-studio',
    name: 'Cherry Studio',
    group: 'apps',
    place: 'fields',
    snippet: ({ base, key, model }) =>
      fields(['Provider Type', 'OpenAI'], ['API Host', base], ['API Key', key], ['Model', model]),
    note: 'addsVersion',
  },
  {
    id: 'dify',
    name: 'Dify (Docker)',
    group: 'apps',
    place: 'fields',
    snippet: ({ fromContainer, key, model }) =>
      fields(
        ['Model Provider', 'OpenAI-API-compatible'],
        ['API endpoint URL', `${fromContainer}/v1`],
        ['API Key', key],
        ['Model Name', model],
      ),
    note: 'container',
  },
  {
    id: 'open-webui',
    name: 'Open WebUI (Docker)',
    group: 'apps',
    place: 'shell',
    snippet: ({ fromContainer, key }) =>
      `docker run -p 3000:8080 \\\n  -e OPENAI_API_BASE_URL=${fromContainer}/v1 \\\n  -e OPENAI_API_KEY=${key} \\\n  ghcr.io/open-webui/open-webui:main`,
    note: 'container',
  },
  {
    id: 'lobechat',
    name: 'LobeChat (Docker)',
    group: 'apps',
    place: 'shell',
    snippet: ({ fromContainer, key, model }) =>
      `docker run -p 3210:3210 \\\n  -e OPENAI_PROXY_URL=${fromContainer}/v1 \\\n  -e OPENAI_API_KEY=${key} \\\n  -e OPENAI_MODEL_LIST=+${model} \\\n  lobehub/lobe-chat`,
    note: 'container',
  },
];

/** Returns the address that programs in containers on this machine use. */
export function containerAddress(base: string): string {
  const url = new URL(base);
  if (!['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)) return base;
  url.hostname = 'host.docker.internal';
  return url.toString().replace(/\/$/, '');
}
