import { readConfig } from './config.ts';
import { startServer } from './start-server.ts';

const config = readConfig(process.env);
if (!config.ok) {
  process.stderr.write(`${config.error.join('\n')}\n`);
  process.exit(1);
}

try {
  const server = await startServer(config.value);
  const stop = () => {
    void server.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  process.stderr.write(`The server could not start: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
