import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

/** An assistant of a shop, and its administrator beside it. */
export interface Agent {
  /** The key that the assistant holds. */
  readonly key: string;
  /** What a tool tells; rejects when it refuses. */
  tool(name: string, args: object): Promise<unknown>;
  /** What the API answers to the administrator, under `/api/v1`. */
  api(path: string): Promise<unknown>;
  close(): Promise<void>;
}

/** Signs in as a shop's administrator, makes a key and connects with it. */
export async function agentOf(
  url: string,
  login: { readonly email: string; readonly password: string },
): Promise<Agent> {
  const ask = async (path: string, init: RequestInit): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', ...init.headers };
    const answer = await fetch(`${url}/api/v1${path}`, { ...init, headers });
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}.`);
    return answer.json();
  };
  const post = (path: string, body: object, headers = {}) =>
    ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
  const { accessToken } = (await post('/auth/login', login)) as { accessToken: string };
  const headers = { authorization: `Bearer ${accessToken}` };
  const made = await post('/agents/keys', { name: 'Assistant', scopes: ['shop:read'], days: 1 }, headers);
  const { secret: key } = made as { secret: string };
  const client = new Client({ name: 'agent', version: '1' });
  const requestInit = { headers: { authorization: `Bearer ${key}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', url), { requestInit }));
  return {
    key,
    async tool(name, args) {
      const { structuredContent, content } = await client.callTool({ name, arguments: { ...args } });
      if (!structuredContent) throw new Error(`${name} refused: ${JSON.stringify(content)}`);
      return structuredContent;
    },
    api: (path) => ask(path, { headers }),
    close: () => client.close(),
  };
}
