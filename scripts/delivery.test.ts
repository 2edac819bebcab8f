import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const WORKFLOWS = '.github/workflows';
const read = (path: string): Promise<string> => readFile(join(ROOT, path), 'utf8');

interface Step {
  readonly uses?: string;
  readonly run?: string;
}
interface Job {
  readonly needs?: string;
  readonly services?: Readonly<Record<string, { readonly image: string }>>;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const workflow = async (name: string): Promise<Workflow> => load(await read(`${WORKFLOWS}/${name}`)) as Workflow;
const everyWorkflow = async (): Promise<Workflow[]> =>
  Promise.all((await readdir(join(ROOT, WORKFLOWS))).map((name) => workflow(name)));
const jobsOf = (one: Workflow): Job[] => Object.values(one.jobs);
const stepsOf = (one: Workflow): Step[] => jobsOf(one).flatMap(({ steps }) => steps);
const commandsOf = (steps: readonly Step[]): string[] => steps.flatMap(({ run }) => run ?? []);

describe('the workflows', () => {
  it('run the command that README gives for all tests, on every Node that is kept up and on CouchDB', async () => {
    const [, told] = /^(npm test)\b/m.exec(await read('README.md')) ?? [];
    const { jobs } = await workflow('test.yml');
    expect(commandsOf(jobs.test?.steps ?? [])).toContain(told);
    expect(commandsOf(jobs.couchdb?.steps ?? [])).toContain(told);
    expect(jobs.couchdb?.services?.couchdb?.image).toMatch(/^couchdb:3\.5/);
    const { engines } = JSON.parse(await read('package.json'));
    const versions = jobs.test?.strategy?.matrix.node ?? [];
    expect(versions[0]).toBe(engines.node.replace('>=', ''));
    expect(versions).toEqual(expect.arrayContaining(['22', '24']));
    const [, ofImages] = /^FROM node:(\d+)/m.exec(await read('deploy/Dockerfile')) ?? [];
    expect(versions).toContain(ofImages);
  });

  it('name commands, files and images that are there', async () => {
    const { scripts } = JSON.parse(await read('package.json'));
    const text = commandsOf((await everyWorkflow()).flatMap(stepsOf)).join('\n');
    const npm = [...text.matchAll(/\bnpm (?:run )?([a-z:-]+)/g)].map(([, name = '']) => name);
    expect(npm.length).toBeGreaterThan(0);
    expect(npm.filter((name) => scripts[name] === undefined)).toEqual([]);
    const files = [...text.matchAll(/(?<![\w/.$])(?:deploy|couch|scripts)\/[\w./-]+|docker-compose\.yml/g)];
    expect(files.length).toBeGreaterThan(3);
    expect(files.filter(([path]) => !existsSync(join(ROOT, path)))).toEqual([]);
    const targets = [...(await read('deploy/Dockerfile')).matchAll(/^FROM .+ AS (\w+)$/gm)].map(([, name]) => name);
    for (const name of ['test.yml', 'release.yml']) {
      const built = jobsOf(await workflow(name)).flatMap(({ strategy }) => strategy?.matrix.target ?? []);
      expect(built.sort()).toEqual(['couchdb', 'server', 'web']);
      expect(targets).toEqual(expect.arrayContaining(built));
    }
  });

  it('run the actions of others at a commit, which nobody can move, with no more rights than they need', async () => {
    for (const one of await everyWorkflow()) {
      for (const { uses } of stepsOf(one)) if (uses !== undefined) expect(uses).toMatch(/^[\w/-]+@[0-9a-f]{40}$/);
      expect(one.permissions).toEqual({ contents: 'read' });
    }
  });

  it('scan before they publish, sign what they published, and deploy only what was tested and signed', async () => {
    const { jobs } = await workflow('release.yml');
    const at = (job: Job | undefined, what: RegExp): number =>
      job?.steps.findIndex(({ uses = '', run = '' }) => what.test(uses) || what.test(run)) ?? -1;
    expect([jobs.image?.needs, jobs.deploy?.needs]).toEqual(['test', 'image']);
    expect(at(jobs.image, /trivy-action/)).toBeGreaterThan(at(jobs.image, /build-push-action/));
    expect(at(jobs.image, /login-action/)).toBeGreaterThan(at(jobs.image, /trivy-action/));
    expect(at(jobs.image, /cosign sign/)).toBe((jobs.image?.steps.length ?? 0) - 1);
    expect(at(jobs.deploy, /cosign verify/)).toBeGreaterThan(-1);
    expect(at(jobs.deploy, /deploy\.sh/)).toBeGreaterThan(at(jobs.deploy, /cosign verify/));
  });
});

describe('the images', () => {
  it('hold every workspace that a copy of theirs imports', async () => {
    const { workspaces } = JSON.parse(await read('package.json')) as { workspaces: string[] };
    const [packages = '', app = '', server = ''] = (await read('deploy/Dockerfile')).split(/^FROM /m).slice(1);
    for (const name of workspaces) expect(packages).toContain(`COPY ${name}/package.json ${name}/\n`);
    // What a workspace of these stages imports is copied there, whole or a folder of it.
    for (const [stage, from] of [
      [app, ['client']],
      [server, ['server', 'scripts']],
    ] as const) {
      for (const name of await importedBy(from)) expect(stage).toMatch(new RegExp(`^COPY ${name}(/\\S+)? `, 'm'));
    }
  });
});

/** The workspaces that `folders` import, and those that these import. */
async function importedBy(folders: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  const look = async (folder: string): Promise<void> => {
    for (const path of await readdir(join(ROOT, folder), { recursive: true })) {
      if (!/\.(?:ts|svelte)$/.test(path) || /\.test\.ts$|testing|node_modules|dist\/|build\/|e2e\//.test(path))
        continue;
      for (const [, name = ''] of (await read(join(folder, path))).matchAll(/from '@digiboost\/([\w-]+)/g)) {
        if (found.has(name) || folders.includes(name)) continue;
        found.add(name);
        await look(name);
      }
    }
  };
  for (const folder of folders) await look(folder);
  return found;
}

describe('deploy/deploy.sh', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'deploy-'));
    for (const version of ['v0', 'v1', 'v2']) {
      const release = join(home, 'releases', version);
      await mkdir(join(release, 'deploy/monitoring'), { recursive: true });
      await writeFile(join(release, 'docker-compose.yml'), version);
      await cp(join(ROOT, 'deploy/deploy.sh'), join(release, 'deploy/deploy.sh'));
    }
    await writeFile(join(home, '.env'), 'DOMAIN=boutique.sn\nCOUCHDB_PASSWORD=secret=1\nVERSION=v1\nIMAGES=old\n', {
      mode: 0o600,
    });
    // Stand-ins for what the machine has: they note what they are asked, and a version may be one that never answers.
    await mkdir(join(home, 'bin'));
    const note = `echo "$(basename "$0") $*" >> "${join(home, 'asked')}"`;
    const bad = `! grep -q "^VERSION=$BAD$" "${join(home, '.env')}"`;
    for (const [name, then] of [
      ['docker', `case "$*" in *backup.ts) exit "\${BACKUP_ENDS:-0}" ;; esac`],
      ['curl', bad],
    ]) {
      await writeFile(join(home, 'bin', String(name)), `#!/bin/sh\n${note}\n${then}\n`);
      await chmod(join(home, 'bin', String(name)), 0o755);
    }
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const deploy = (env: Record<string, string> = {}): Promise<{ code: number; err: string }> =>
    new Promise((resolve) => {
      const path = `${join(home, 'bin')}:${process.env.PATH}`;
      execFile(
        join(home, 'releases/v2/deploy/deploy.sh'),
        ['v2', 'new'],
        { env: { PATH: path, BAD: '-', TRIES: '2', PAUSE: '0', ...env } },
        (error, _out, err) => resolve({ code: error ? Number(error.code) : 0, err }),
      );
    });
  const here = (path: string): Promise<string> => readFile(join(home, path), 'utf8');

  it('backs up, brings the new version, and waits for its answer through the public door', async () => {
    expect(await deploy()).toEqual({ code: 0, err: '' });
    const asked = (await here('asked')).trim().split('\n');
    expect(asked.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      'docker compose exec',
      'docker compose pull',
      'docker compose up',
      'curl --fail --silent',
    ]);
    expect(asked[3]).toContain('https://boutique.sn/ready');
    expect(await here('docker-compose.yml')).toBe('v2');
    expect(await here('.env')).toBe('DOMAIN=boutique.sn\nCOUCHDB_PASSWORD=secret=1\nIMAGES=new\nVERSION=v2\n');
    expect((await stat(join(home, '.env'))).mode & 0o777).toBe(0o600);
    // The one before stays to go back to, older ones go.
    expect((await readdir(join(home, 'releases'))).sort()).toEqual(['v1', 'v2']);
  });

  it('goes back to the version before when the new one does not answer, and says so', async () => {
    const { code, err } = await deploy({ BAD: 'v2' });
    expect(code).toBe(1);
    expect(err).toContain('v2 does not answer: back to v1.\nv1 answers again.');
    expect(await here('docker-compose.yml')).toBe('v1');
    expect(await here('.env')).toContain('IMAGES=old\nVERSION=v1\n');
  });

  it('changes nothing when the backup before it fails', async () => {
    const { code, err } = await deploy({ BACKUP_ENDS: '1' });
    expect([code, err]).toEqual([1, 'The backup before v2 failed: nothing was changed.\n']);
    expect(await here('.env')).toContain('VERSION=v1');
    expect(existsSync(join(home, 'docker-compose.yml'))).toBe(false);
  });
});
