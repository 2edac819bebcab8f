import { superviseEmbeddedCouch } from '../process/supervisor.ts';

// Run in a process of its own: tests kill it.
const [, , dataDir = ''] = process.argv;
superviseEmbeddedCouch({ dataDir, admin: { name: 'admin', password: 'admin' }, jwtKeys: {} }).then(
  ({ url, pid }) => console.log(JSON.stringify({ url, pid })),
  (failure: unknown) => {
    console.error(failure);
    process.exit(1);
  },
);
