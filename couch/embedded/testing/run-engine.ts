import { startEmbeddedCouch } from '../index.ts';

// Run in a process of its own: tests kill it.
const [, , dataDir = ''] = process.argv;
startEmbeddedCouch({ dataDir, admin: { name: 'admin', password: 'admin' }, jwtKeys: {} }).then(
  ({ url }) => console.log(url),
  (failure: unknown) => {
    console.error(failure);
    process.exit(1);
  },
);
