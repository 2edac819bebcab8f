import { connect, isIP } from 'node:net';
import { connect as connectSecretly, type TLSSocket } from 'node:tls';
import { ask } from './ask.ts';
import { type Finding, fault, fine, unseen } from './finding.ts';

/** The public door, and how it is looked at. */
export interface Outside {
  readonly url: URL;
  /** Certificates that are trusted beside the usual ones, in PEM. */
  readonly ca?: string;
  /** Where http: answers, which leads to https:. */
  readonly httpPort: number;
  /** What nobody outside may reach: databases, metrics, dashboards. */
  readonly closedPorts: readonly number[];
  /** The version that is expected there. */
  readonly version: string;
  readonly now: () => Date;
}

/** CouchDB, Erlang's two, the server, Grafana, Prometheus, Alertmanager, and the exporters. */
export const CLOSED_PORTS = [5984, 4369, 9100, 3000, 3001, 9090, 9093, 9115];
const DAY_MS = 86_400_000;
const FEWEST_DAYS = 14;
const MOST_CLOCK_MS = 5_000;
const OLDEST_TICK_MS = 180_000;
const CONNECT_MS = 3_000;

/** Everything that can be seen from outside, in the order in which it matters. */
export async function lookFromOutside(outside: Outside): Promise<Finding[]> {
  const looks = [certificate, oldTls, redirection, headers, closedPaths, openPorts, versions, clock, readiness];
  return Promise.all(looks.map((look) => look(outside)));
}

const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

function handshake({ url, ca }: Outside, old: boolean): Promise<TLSSocket | null> {
  const host = hostOf(url);
  return new Promise((resolve) => {
    const socket = connectSecretly({
      host,
      port: Number(url.port || 443),
      rejectUnauthorized: false,
      timeout: CONNECT_MS,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(ca === undefined ? {} : { ca }),
      ...(old ? { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } : {}),
    });
    socket.once('secureConnect', () => resolve(socket));
    socket.once('timeout', () => socket.destroy());
    socket.once('close', () => resolve(null));
    socket.once('error', () => resolve(null));
  });
}

async function certificate(outside: Outside): Promise<Finding> {
  const what = 'certificate';
  const { url, now } = outside;
  if (url.protocol !== 'https:')
    return fault(
      what,
      'the address is not https',
      'set DOMAIN: Caddy gets a certificate for it, ports 80 and 443 open',
    );
  const socket = await handshake(outside, false);
  if (socket === null) return fault(what, 'nobody answers with TLS', 'docker compose logs web; DNS and firewall');
  const { valid_to: end } = socket.getPeerCertificate();
  const { authorized, authorizationError } = socket;
  socket.destroy();
  const days = Math.floor((Date.parse(end) - now().getTime()) / DAY_MS);
  const left = days < 0 ? 'it has ended' : `${days} days left`;
  if (days < FEWEST_DAYS)
    return fault(what, left, 'port 80 must be reachable for the renewal; docker compose logs web');
  if (!authorized)
    return fault(what, `not trusted: ${authorizationError}`, 'no browser opens it: let Caddy get one for DOMAIN');
  return fine(what, left);
}

async function oldTls(outside: Outside): Promise<Finding> {
  const what = 'old TLS';
  if (outside.url.protocol !== 'https:') return unseen(what, 'there is no TLS', 'see the certificate');
  const socket = await handshake(outside, true);
  socket?.destroy();
  return socket === null
    ? fine(what, 'TLS 1.0 and 1.1 are refused')
    : fault(what, 'TLS 1.0 or 1.1 is taken', 'let nothing older than TLS 1.2 in at the proxy');
}

async function redirection({ url, httpPort }: Outside): Promise<Finding> {
  const what = 'http to https';
  if (url.protocol !== 'https:') return unseen(what, 'the address is not https', 'see the certificate');
  const answer = await ask(new URL(`http://${url.hostname}:${httpPort}/`));
  if (answer === null)
    return fault(what, `port ${httpPort} does not answer`, 'open port 80: certificates are renewed through it');
  const leads = answer.status >= 300 && answer.status < 400 && answer.headers.location?.startsWith('https://');
  return leads
    ? fine(what, 'http leads to https')
    : fault(what, `http answers ${answer.status} by itself`, 'let Caddy redirect: nothing is served without TLS');
}

const HEADERS: readonly (readonly [name: string, isGood: (value: string) => boolean])[] = [
  ['strict-transport-security', (value) => Number(/max-age=(\d+)/.exec(value)?.[1] ?? 0) >= 15_552_000],
  ['content-security-policy', (value) => value.includes('frame-ancestors')],
  ['x-content-type-options', (value) => value === 'nosniff'],
  ['referrer-policy', (value) => value !== '' && value !== 'unsafe-url'],
  ['permissions-policy', (value) => value.includes('geolocation=()')],
];

async function headers({ url }: Outside): Promise<Finding> {
  const what = 'security headers';
  const answer = await ask(new URL('/', url));
  if (answer === null) return fault(what, 'nobody answers', 'docker compose ps; DNS and firewall');
  const told = (name: string): string => String(answer.headers[name] ?? '');
  const lacking = HEADERS.filter(([name, isGood]) => !isGood(told(name))).map(([name]) => name);
  const telling = ['server', 'x-powered-by'].filter((name) => /\d/.test(told(name)));
  const wrong = [
    ...(lacking.length > 0 ? [`without ${lacking.join(', ')}`] : []),
    ...(telling.length > 0 ? [`tells its version in ${telling.join(', ')}`] : []),
  ];
  return wrong.length === 0
    ? fine(what, `all ${HEADERS.length} of them`)
    : fault(what, wrong.join('; '), 'use deploy/Caddyfile as it is, or set them in your own proxy');
}

async function closedPaths({ url }: Outside): Promise<Finding> {
  const what = 'inner pages';
  const paths = ['/metrics', '/db/_all_dbs', '/db/control/_all_docs', '/_utils/'];
  const open: string[] = [];
  for (const path of paths) {
    const answer = await ask(new URL(path, url));
    // The app draws a page of its own at any other address.
    const isOurs = answer?.headers['content-type']?.startsWith('text/html') && !answer.body.includes('Fauxton');
    if (answer?.status === 200 && !isOurs) open.push(path);
  }
  return open.length === 0
    ? fine(what, `${paths.join(', ')} are closed`)
    : fault(
        what,
        `${open.join(', ')} can be read by anybody`,
        'let the proxy pass what deploy/Caddyfile passes, no more',
      );
}

const isHere = (host: string): boolean => host === 'localhost' || host.startsWith('127.') || host === '::1';

function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: CONNECT_MS });
    const end = (open: boolean) => () => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', end(true)).once('timeout', end(false)).once('error', end(false));
  });
}

async function openPorts({ url, closedPorts }: Outside): Promise<Finding> {
  const what = 'open ports';
  const host = hostOf(url);
  const looked = closedPorts.filter((port) => port !== Number(url.port));
  const found = await Promise.all(looked.map((port) => isOpen(host, port)));
  const open = looked.filter((_, index) => found[index]);
  if (open.length === 0) return fine(what, `${looked.join(', ')} are closed`);
  return isHere(host)
    ? unseen(what, `${open.join(', ')} answer on this machine`, 'run this from another machine')
    : fault(
        what,
        `${open.join(', ')} can be reached`,
        'close them in the firewall, and publish no port but those of web',
      );
}

async function versions({ url, version }: Outside): Promise<Finding> {
  const what = 'version';
  const answer = await ask(new URL('/_app/version.json', url));
  const [, there] = /"version":\s*"([\w.-]+)"/.exec(answer?.body ?? '') ?? [];
  if (there === undefined) return fault(what, 'the app is not there', 'docker compose logs web; was it built?');
  return there === version || there.startsWith(`${version}-`)
    ? fine(what, there)
    : fault(what, `${there} is there, this copy is ${version}`, 'deploy this version, or look with that copy');
}

async function clock({ url }: Outside): Promise<Finding> {
  const what = 'clock';
  const answer = await ask(new URL('/health', url));
  const told = Date.parse(answer?.headers.date ?? '');
  if (answer === null || Number.isNaN(told)) return unseen(what, 'no Date header', 'see "security headers"');
  // The header has whole seconds.
  const off = told + 500 - answer.at;
  const seconds = (off / 1000).toFixed(1);
  return Math.abs(off) <= MOST_CLOCK_MS
    ? fine(what, `${seconds} s beside this machine's`)
    : fault(what, `${seconds} s beside this machine's`, 'timedatectl set-ntp true, on the one that is wrong');
}

async function readiness({ url, now }: Outside): Promise<Finding> {
  const what = 'ready';
  const answer = await ask(new URL('/ready', url));
  if (answer === null) return fault(what, 'nobody answers', 'docker compose ps');
  let told: { status?: string; damagedDatabases?: number; watch?: { isHolder?: boolean; lastTickAt?: string } };
  try {
    told = JSON.parse(answer.body);
  } catch {
    return fault(what, `/ready answers ${answer.status}`, 'docker compose logs server web');
  }
  const { status, damagedDatabases = 0, watch } = told;
  if (status !== 'ok') return fault(what, 'CouchDB does not answer the server', 'docker compose logs couchdb');
  if (damagedDatabases > 0)
    return fault(what, `${damagedDatabases} databases are damaged`, '"When files are damaged" in docs/operations.md');
  const age = now().getTime() - Date.parse(watch?.lastTickAt ?? '');
  if (watch?.isHolder && !(age < OLDEST_TICK_MS))
    return fault(what, 'the watch over the alerts has stopped', 'restart the server: nothing is lost');
  return fine(what, 'server, CouchDB and the watch answer');
}
