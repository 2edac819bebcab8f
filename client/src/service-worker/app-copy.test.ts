import { describe, expect, it } from 'vitest';
import { AppCopy } from './app-copy.ts';
import { packApp, unpackApp } from './archive-format.ts';

const ARCHIVE = '/_app/immutable/archive/a1.txt';
const LATER = '/_app/immutable/archive/b2.txt';
const SCRIPTS: [string, string][] = [
  ['/_app/immutable/entry/start.a1.js', 'export const greeting = "Bonjour, ça va ?\\n";'],
  ['/_app/immutable/assets/shell.a1.css', 'body { margin: 0 }'],
];
const PAPERS: [string, string][] = [['/_app/immutable/later/papers.b2.js', 'postMessage("dessiné");']];
const PAGE = `<link href="/_app/immutable/entry/start.a1.js"><link href="/_app/immutable/assets/shell.a1.css">`;

/** Cache storage, as far as it is used. */
function fakeCaches() {
  const all = new Map<string, Map<string, Response>>();
  const room = { isFull: false };
  const open = async (name: string) => {
    const held = all.get(name) ?? new Map<string, Response>();
    all.set(name, held);
    return {
      match: async (path: string) => held.get(path)?.clone(),
      put: async (path: string, answer: Response) => {
        if (room.isFull) throw new DOMException('no room', 'QuotaExceededError');
        held.set(path, answer);
      },
      keys: async () => [...held.keys()].map((path) => new Request(`http://boutique.test${path}`)),
      delete: async (path: string) => held.delete(path),
    };
  };
  const storage = { open, keys: async () => [...all.keys()], delete: async (name: string) => all.delete(name) };
  return { all, room, storage: storage as unknown as CacheStorage };
}

/** A server with these files, and what it was asked. */
function phone(files: Record<string, string>) {
  const { all, room, storage } = fakeCaches();
  const asked: string[] = [];
  const progress: number[] = [];
  const platform = {
    caches: storage,
    fetch: (async (url: string) => {
      const path = new URL(url, 'http://boutique.test').pathname;
      asked.push(path);
      const text = files[path];
      return text === undefined ? new Response('', { status: 404 }) : new Response(text);
    }) as typeof fetch,
    onProgress: (part: number) => progress.push(part),
  };
  return {
    all,
    room,
    asked,
    progress,
    copy: (paths = [ARCHIVE, LATER, '/200.html', '/icons/icon.svg']) => new AppCopy(paths, platform),
  };
}

const whole = () => ({
  [ARCHIVE]: packApp(SCRIPTS),
  [LATER]: packApp(PAPERS),
  '/200.html': PAGE,
  '/icons/icon.svg': '<svg/>',
});
const get = (path: string, mode: RequestMode = 'cors') => ({ method: 'GET', mode, url: `http://boutique.test${path}` });

describe('the archive of the app', () => {
  it('is unpacked while it comes, whatever pieces it comes in', async () => {
    const bytes = new TextEncoder().encode(packApp(SCRIPTS));
    for (const size of [1, 7, 1000]) {
      const pieces = new ReadableStream<Uint8Array<ArrayBuffer>>({
        start(controller) {
          for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
          controller.close();
        },
      });
      const files: unknown[] = [];
      for await (const file of unpackApp(pieces)) files.push([file.path, file.text, Math.round(file.progress * 100)]);
      expect(files).toEqual([
        [...(SCRIPTS[0] ?? []), 59],
        [...(SCRIPTS[1] ?? []), 100],
      ]);
    }
  });

  it('is not taken for whole when its end is missing', async () => {
    const cut = packApp(SCRIPTS).split('\n').slice(0, 2).join('\n');
    const one = phone({ ...whole(), [ARCHIVE]: `${cut}\n` });
    await expect(one.copy().install()).rejects.toThrow('not whole');
  });
});

describe('the app on the phone', () => {
  it('comes in one request for all scripts and answers every address without a network', async () => {
    const one = phone(whole());
    const copy = one.copy();
    await copy.install();
    expect(one.asked.sort()).toEqual(['/200.html', ARCHIVE, '/icons/icon.svg']);
    expect(one.progress.at(-1)).toBe(1);
    one.asked.length = 0;
    expect(await (await copy.answer(get('/stock/riz', 'navigate')))?.text()).toBe(PAGE);
    const script = await copy.answer(get('/_app/immutable/entry/start.a1.js'));
    expect(script?.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await script?.text()).toBe(SCRIPTS[0]?.[1]);
    expect(await (await copy.answer(get('/icons/icon.svg')))?.text()).toBe('<svg/>');
    expect(one.asked).toEqual([]);
  });

  it('fetches what it does not open with after that, once, and again when the line broke', async () => {
    const files: Record<string, string> = whole();
    const later = files[LATER] ?? '';
    files[LATER] = later.slice(0, 12);
    const one = phone(files);
    const copy = one.copy();
    await copy.install();
    expect(one.asked).not.toContain(LATER);
    await expect(copy.complete()).rejects.toThrow();
    files[LATER] = later;
    one.asked.length = 0;
    await Promise.all([copy.complete(), copy.complete()]);
    await one.copy().complete();
    expect(one.asked).toEqual([LATER]);
    const [[path, text] = ['', '']] = PAPERS;
    expect(await (await copy.answer(get(path)))?.text()).toBe(text);
    expect(one.asked).toEqual([LATER]);
  });

  it('asks the network for a part that is wanted before it has come', async () => {
    const [[path, text] = ['', '']] = PAPERS;
    const one = phone({ ...whole(), [path]: text });
    const copy = one.copy();
    await copy.install();
    expect(await (await copy.answer(get(path)))?.text()).toBe(text);
    expect(one.asked).toContain(path);
  });

  it('leaves to the network what is the server’s', async () => {
    const copy = phone(whole()).copy();
    for (const path of ['/api/docs', '/db/shop_a', '/health', '/admin', '/admin/x'])
      expect(copy.answer(get(path, 'navigate'))).toBeNull();
    expect(copy.answer(get('/api/v1/me'))).toBeNull();
    expect(copy.answer({ ...get('/_app/immutable/x.js'), method: 'POST' })).toBeNull();
  });

  it('begins again after a line that broke, and fetches nothing twice once it is whole', async () => {
    const files: Record<string, string> = whole();
    delete files['/200.html'];
    const one = phone(files);
    await expect(one.copy().install()).rejects.toThrow('/200.html was answered with 404');
    files['/200.html'] = PAGE;
    await one.copy().install();
    one.asked.length = 0;
    await one.copy().install();
    expect(one.asked).toEqual([]);
  });

  it('does not take a page of another version', async () => {
    const one = phone({ ...whole(), '/200.html': PAGE.replace('start.a1', 'start.b2') });
    await expect(one.copy().install()).rejects.toThrow('of another version');
  });

  it('keeps a library that is asked for once, and lets go of what other versions left', async () => {
    const one = phone({ ...whole(), '/_app/immutable/on-demand/x.js': 'xlsx' });
    const copy = one.copy();
    await copy.install();
    one.all.set('workbox-precache-v2', new Map());
    await copy.clean();
    for (let time = 0; time < 2; time++) {
      expect(await (await copy.answer(get('/_app/immutable/on-demand/x.js')))?.text()).toBe('xlsx');
    }
    expect(one.asked.filter((path) => path.endsWith('x.js'))).toHaveLength(1);
    expect([...one.all.keys()]).toEqual([ARCHIVE, 'on-demand']);
  });

  it('goes on keeping a library that was used when its next version comes, and no other', async () => {
    const next = ['/_app/immutable/on-demand/archive.worker-b2.js', '/_app/immutable/on-demand/other-b2.js'];
    const one = phone({ ...whole(), ...Object.fromEntries(next.map((path) => [path, 'b2'])) });
    one.all.set('on-demand', new Map([['/_app/immutable/on-demand/archive.worker-a1.js', new Response('a1')]]));
    const copy = one.copy([ARCHIVE, LATER, '/200.html', '/icons/icon.svg', ...next]);
    await copy.install();
    await copy.complete();
    one.asked.length = 0;
    expect(await (await copy.answer(get(next[0] ?? '')))?.text()).toBe('b2');
    await copy.complete();
    expect(one.asked).toEqual([]);
    expect([...(one.all.get('on-demand')?.keys() ?? [])]).not.toContain(next[1]);
  });

  it('gives a library that it has no room to keep', async () => {
    const one = phone({ ...whole(), '/_app/immutable/on-demand/x.js': 'xlsx' });
    const copy = one.copy();
    await copy.install();
    one.room.isFull = true;
    expect(await (await copy.answer(get('/_app/immutable/on-demand/x.js')))?.text()).toBe('xlsx');
  });
});
