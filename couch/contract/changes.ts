import { beforeEach, describe, expect, test } from 'vitest';
import { type Answer, numeric, resultsOf, type Workbench } from './workbench.ts';

const idsOf = (answer: Answer) => resultsOf(answer).map(({ id }) => id);

/** The feeds: what changed since when, now and as it happens. */
export function describeChanges(bench: () => Workbench): void {
  describe('changes', () => {
    let database = '';
    beforeEach(async () => {
      database = await bench().database();
    });
    const ask = (method: string, path: string, body?: unknown) =>
      bench().ask(method, `/${database}${path}`, body === undefined ? {} : { body });
    const changes = (query: string) => ask('GET', `/_changes?${query}`);
    const add = (...ids: string[]) => ask('POST', '/_bulk_docs', { docs: ids.map((_id) => ({ _id, n: _id })) });
    /** The sequence of now, as the server writes it, for a query. */
    const now = async () => encodeURIComponent(String((await changes('since=now')).body.last_seq));

    test('are listed once per document, from a sequence on', async () => {
      await add('a');
      const since = await now();
      await add('b', 'c');
      expect(idsOf(await changes('since=0')).sort()).toEqual(['a', 'b', 'c']);
      const rest = await changes(`since=${since}`);
      expect(idsOf(rest).sort()).toEqual(['b', 'c']);
      expect(rest.body.pending).toBe(0);
      expect(numeric(rest.body.last_seq)).toBeGreaterThan(numeric(decodeURIComponent(since)));
      const before = await now();
      await ask('PUT', '/a', { _rev: (await ask('GET', '/a')).body._rev });
      expect(idsOf(await changes('since=0'))).toHaveLength(3);
      expect(idsOf(await changes(`since=${before}`))).toEqual(['a']);
    });

    test('come in pages that leave nothing out', async () => {
      await add('a', 'b', 'c', 'd', 'e');
      const seen: unknown[] = [];
      let since = '0';
      for (let page = 0; page < 3; page += 1) {
        const answer = await changes(`since=${encodeURIComponent(since)}&limit=2`);
        seen.push(...idsOf(answer));
        since = String(answer.body.last_seq);
        expect(numeric(answer.body.pending) > 0).toBe(page < 2);
      }
      expect(seen.sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    });

    test('carry documents, deletions and every leaf', async () => {
      await add('a');
      const rev = String((await ask('GET', '/a')).body._rev);
      await ask('DELETE', `/a?rev=${rev}`);
      const leaf = (name: string) => ({ _id: 'x', _rev: `1-${name}`, name });
      await ask('POST', '/_bulk_docs', { new_edits: false, docs: [leaf('p'), leaf('q')] });
      const answer = await changes('include_docs=true&style=all_docs&conflicts=true&seq_interval=100');
      const [deleted, conflicted] = resultsOf(answer).sort((one, two) => (String(one.id) < String(two.id) ? -1 : 1));
      expect(deleted).toMatchObject({ id: 'a', deleted: true, doc: { _id: 'a', _deleted: true } });
      expect(conflicted).toMatchObject({ id: 'x', doc: { name: 'q', _conflicts: ['1-p'] } });
      const revs = conflicted?.changes as { rev: string }[];
      expect(revs.map((change) => change.rev).sort()).toEqual(['1-p', '1-q']);
      const winners = resultsOf(await changes('')).find(({ id }) => id === 'x');
      expect(winners?.changes).toEqual([{ rev: '1-q' }]);
    });

    test('run backwards, and can be narrowed to some documents', async () => {
      for (const id of ['a', 'b', 'c']) await add(id);
      const forwards = idsOf(await changes(''));
      expect(idsOf(await changes('descending=true')).reverse()).toHaveLength(forwards.length);
      expect(idsOf(await changes('descending=true&limit=1'))).toHaveLength(1);
      const some = await ask('POST', '/_changes?filter=_doc_ids', { doc_ids: ['b'] });
      expect(idsOf(some)).toEqual(['b']);
    });

    test('a longpoll answers at once when there is something', async () => {
      await add('a');
      expect(idsOf(await changes('feed=longpoll&since=0'))).toEqual(['a']);
    });

    test('a longpoll waits for the next change', async () => {
      await add('a');
      const started = Date.now();
      const waiting = changes(`feed=longpoll&include_docs=true&timeout=20000&since=${await now()}`);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await add('b');
      const answer = await waiting;
      expect(resultsOf(answer)).toMatchObject([{ id: 'b', doc: { n: 'b' } }]);
      expect(Date.now() - started).toBeLessThan(10_000);
    });

    test('a longpoll ends empty when its time is over', async () => {
      await add('a');
      const answer = await changes(`feed=longpoll&timeout=200&since=${await now()}`);
      expect(answer.status).toBe(200);
      expect(resultsOf(answer)).toEqual([]);
    });

    test('a heartbeat keeps a longpoll alive', async () => {
      const waiting = changes('feed=longpoll&since=now&heartbeat=600');
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await add('late');
      const answer = await waiting;
      expect(idsOf(answer)).toEqual(['late']);
      expect(answer.text.match(/\n/g)?.length).toBeGreaterThan(4);
    });

    test('a continuous feed writes a line per change', async () => {
      await add('a');
      const waiting = changes('feed=continuous&since=0&limit=2&timeout=20000');
      await new Promise((resolve) => setTimeout(resolve, 300));
      await add('b');
      const lines = (await waiting).text.split('\n').filter((line) => line !== '');
      expect(lines.slice(0, 2).map((line) => JSON.parse(line).id)).toEqual(['a', 'b']);
    });

    test('a client that leaves a longpoll does no harm', async () => {
      const controller = new AbortController();
      const auth = await bench().token({ roles: [database] });
      const url = `${bench().origin}/${database}/_changes?feed=longpoll&since=now&heartbeat=1000&limit=100`;
      const answer = await fetch(url, { headers: { authorization: auth }, signal: controller.signal });
      expect(answer.status).toBe(200);
      controller.abort();
      await add('after');
      expect((await bench().ask('GET', '/_up')).status).toBe(200);
    });

    test.each(['since=abc', 'feed=sometimes'])('%s is refused', async (query) => {
      expect((await changes(query)).status).toBe(400);
    });

    test('the administrator is told of many databases in one answer', async () => {
      const sequences = async () => {
        const { status, text } = await bench().ask('GET', `/_dbs_info?startkey="contract_"&endkey="contract_z"`);
        expect(status).toBe(200);
        const infos = JSON.parse(text) as { key: string; info: { update_seq: unknown } }[];
        expect(infos.every(({ key }) => key.startsWith('contract_'))).toBe(true);
        return new Map(infos.map(({ key, info }) => [key, numeric(info.update_seq)]));
      };
      const other = await bench().database();
      const before = await sequences();
      await add('a');
      const after = await sequences();
      expect(after.get(database)).toBeGreaterThan(before.get(database) ?? Number.NaN);
      expect(after.get(other)).toBe(before.get(other));
    });

    test('the administrator is told of the databases that he names, in the same order', async () => {
      const answer = await bench().ask('POST', '/_dbs_info', { body: { keys: [database, 'no_such_database'] } });
      expect(answer.status).toBe(200);
      const [known, unknown] = JSON.parse(answer.text) as {
        key: string;
        info?: { update_seq: unknown };
        error?: string;
      }[];
      expect(known?.key).toBe(database);
      expect(numeric(known?.info?.update_seq)).toBe(
        numeric((await bench().ask('GET', `/${database}`)).body.update_seq),
      );
      expect(unknown).toMatchObject({ key: 'no_such_database', error: 'not_found' });
      expect(unknown).not.toHaveProperty('info');
      const tooMany = { keys: Array.from({ length: 101 }, () => database) };
      for (const body of [tooMany, { keys: 'all' }, {}]) {
        expect((await bench().ask('POST', '/_dbs_info', { body })).status).toBe(400);
      }
    });

    test('the administrator hears which databases changed', async () => {
      const since = encodeURIComponent(String((await bench().ask('GET', '/_db_updates?since=now')).body.last_seq));
      await add('a');
      // CouchDB gathers its news for a moment, and other databases may be in it.
      let names: unknown[] = [];
      let from = since;
      for (let tries = 0; tries < 20 && !names.includes(database); tries += 1) {
        const answer = await bench().ask('GET', `/_db_updates?feed=longpoll&timeout=2000&since=${from}`);
        names = [...names, ...resultsOf(answer).map(({ db_name }) => db_name)];
        from = encodeURIComponent(String(answer.body.last_seq));
      }
      expect(names).toContain(database);
    });
  });
}
