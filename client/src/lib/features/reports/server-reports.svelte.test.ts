import { documentFault, type ReportSchedule, type Sent } from '@digiboost/domain/documents';
import { aReportRun, aReportSchedule } from '@digiboost/domain/documents/testing/examples';
import { fail, ok } from '@digiboost/domain/shared/result';
import { expect, test } from 'vitest';
import { DocumentForm } from '../../replica/document-form.svelte.ts';
import { FakeReplica } from '../testing/fake-replica.ts';
import { fateOf, unmade } from './fate.ts';
import { runFiles } from './run-file.ts';
import { scheduleKind } from './schedule-kind.ts';

const period = { from: '2026-02-01', to: '2026-02-28' };

test('an automatic report is made for oneself by e-mail, once a month, unless one says otherwise', async () => {
  const replica = new FakeReplica();
  const form = new DocumentForm(
    replica,
    scheduleKind(() => [], 'u-awa'),
    null,
  );
  expect(await form.save()).not.toBeNull();
  const [schedule] = [...replica.docs.values()] as ReportSchedule[];
  expect(schedule).toMatchObject({ frequency: 'MONTHLY', channels: ['EMAIL'], recipients: ['u-awa'], isActive: true });
  expect(documentFault({ ...schedule } as ReportSchedule)).toBeNull();
});

test('one report now says of which days, and what cannot reach anybody is not written', async () => {
  const replica = new FakeReplica();
  const form = new DocumentForm(
    replica,
    scheduleKind(() => [], 'u-awa', { reportType: 'INVENTORY', period }),
    null,
  );
  form.fields.channels = [];
  form.fields.recipients = [];
  expect(await form.save()).toBeNull();
  expect(Object.keys(form.faults)).toEqual(['channels', 'recipients']);
  form.fields.channels = ['EMAIL'];
  form.fields.recipients = ['+221771234567'];
  expect(await form.save()).toBeNull();
  expect(form.faults.channels).toContain('WhatsApp');
  form.fields.channels = ['EMAIL', 'WHATSAPP'];
  expect(await form.save()).not.toBeNull();
  expect([...replica.docs.values()]).toMatchObject([{ frequency: 'ONCE', reportType: 'INVENTORY', ...period }]);
});

test('the fate of a report is its worst part', () => {
  const sent = (state: Sent['state'], reason?: string): Sent => ({
    channel: 'EMAIL',
    recipient: 'awa@exemple.sn',
    at: '2026-03-01T06:00:00.000Z',
    state,
    ...(reason ? { reason } : {}),
  });
  const fate = (...all: Sent[]) => fateOf({ sent: Object.fromEntries(all.map((one, n) => [`k${n}`, one])) });
  expect(fate(sent('SENT'), sent('READ'))).toBe('Envoyé à 2 destinataires.');
  expect(fate(sent('SENT'), sent('QUEUED'))).toBe('En cours d’envoi.');
  expect(fate(sent('SENT'), sent('FAILED', 'Ce numéro n’existe pas.'))).toBe(
    '1 envoi en échec. Ce numéro n’existe pas.',
  );
  expect(fate(sent('SENT', 'Gardé.'))).toBe('Gardé.');
  expect(fate()).toBe('Fait, sans destinataire.');
  expect(fateOf({ fault: 'too-large', sent: {} })).toContain('trop gros');
  const once = aReportSchedule({ frequency: 'ONCE', ...period });
  expect(unmade([once, aReportSchedule({ _id: 'reportSchedule:autre' })], [])).toEqual([once]);
  expect(unmade([once], [aReportRun()])).toEqual([]);
});

test('a file comes with its name, and what stands in the way is said', async () => {
  const run = aReportRun();
  const asked: string[] = [];
  const answering = (answer: () => Response) =>
    runFiles(
      async () => ok('jeton'),
      async (path) => {
        asked.push(String(path));
        return answer();
      },
    );
  const file = await answering(() => new Response('%PDF', { headers: { 'content-type': 'application/pdf' } }))(run);
  expect(file.ok && [file.value.name, file.value.size, file.value.type]).toEqual([run.fileName, 4, 'application/pdf']);
  expect(asked).toEqual([`/api/v1/reports/runs/${encodeURIComponent(run._id)}/file`]);
  const gone = await answering(() => Response.json({ detail: 'Plus là.' }, { status: 404 }))(run);
  expect(gone).toMatchObject({ ok: false, error: { code: 'refused', detail: 'Plus là.' } });
  expect(await answering(() => new Response('', { status: 401 }))(run)).toMatchObject({
    error: { code: 'signed-out' },
  });
  expect(await answering(() => new Response('', { status: 502 }))(run)).toMatchObject({
    error: { code: 'server-down' },
  });
  const cut = answering(() => {
    throw new TypeError('cut');
  });
  expect(await cut(run)).toMatchObject({ error: { code: 'no-network' } });
  expect(await runFiles(async () => fail('offline'))(run)).toMatchObject({ error: { code: 'no-network' } });
});
