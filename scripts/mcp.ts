import { StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';

/**
 * The tools of a shop over standard input and output, for an assistant that runs on the shop's own computer: every
 * message goes to the server's /mcp with the agent's key (DIGIBOOST_KEY), and its answer comes back. Which tools there
 * are, what they may do and that they are noted is the server's business alone.
 */
const key = process.env.DIGIBOOST_KEY;
const url = process.env.DIGIBOOST_URL ?? 'http://127.0.0.1:3000';
if (!key) {
  process.stderr.write(
    'Set DIGIBOOST_KEY to an agent’s key (Réglages > Assistants), and DIGIBOOST_URL to the server.\n',
  );
  process.exit(1);
}

const assistant = new StdioServerTransport();
const server = new StreamableHTTPClientTransport(new URL('/mcp', url), {
  requestInit: { headers: { authorization: `Bearer ${key}` } },
});
const failed = (error: unknown): void => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
};

assistant.onmessage = (message) => {
  server.send(message).catch((error: unknown) => {
    failed(error);
    if (!('method' in message) || !('id' in message)) return;
    const answer = {
      jsonrpc: '2.0',
      id: message.id,
      error: { code: -32603, message: 'Le serveur a refusé ou ne répond pas.' },
    } as const;
    void assistant.send(answer).catch(failed);
  });
};
server.onmessage = (message) => {
  void assistant.send(message).catch(failed);
};
assistant.onerror = failed;
assistant.onclose = () => process.exit(0);
process.stdin.once('end', () => process.exit(0));
await server.start();
await assistant.start();
