import { createHash } from 'node:crypto';
import { type Paper, paperOf, REPORTS } from '@digiboost/domain/reports';
import { sealCode, sealedText } from '@digiboost/domain/reports/seal';
import { reportInput } from '@digiboost/domain/reports/testing/report-shop';
import { fail, ok } from '@digiboost/domain/shared/result';
import { workedShop } from '@digiboost/domain/shop/testing/worked-shop';
import { expect, test } from 'vitest';
import type { ApiCall } from '../session/api-call.ts';
import type { Draw, DrawRequest } from './draw-paper.ts';
import { sealing } from './sealed-draw.ts';

const PAPER: Paper = paperOf(
  REPORTS.MONTHLY_SUMMARY,
  reportInput(workedShop('2026-03-31'), { today: '2026-03-31', from: '2026-02-01', to: '2026-02-28' }),
);
const CODE = sealCode(createHash('sha256').update(sealedText(PAPER)).digest('hex'));

/** What was drawn, and what the server was asked, when it answers as `answer` does. */
async function drawn(answer: () => Promise<unknown>, request: DrawRequest = { paper: PAPER, format: 'pdf' }) {
  const requests: DrawRequest[] = [];
  const asked: unknown[] = [];
  const draw: Draw = (own) => {
    requests.push(own);
    return { bytes: Promise.resolve(new Uint8Array([1])), cancel: () => undefined };
  };
  const call = (async (_method: string, _path: string, body: unknown) => {
    asked.push(body);
    return answer();
  }) as ApiCall;
  await sealing(draw, call, 50)(request, () => undefined).bytes;
  const [own] = requests;
  return { seal: own && 'paper' in own ? own.paper.seal : undefined, asked, requests };
}

test('a document tells its code and the page that the server gives it; nothing but its first figures goes out', async () => {
  const { seal, asked } = await drawn(async () => ok({ url: 'https://exemple.sn/api/v1/papers/a.b' }));
  expect(seal).toEqual({ code: CODE, url: 'https://exemple.sn/api/v1/papers/a.b' });
  expect(CODE).toMatch(/^(?:[0-9A-F]{4}-){4}[0-9A-F]{4}$/);
  expect(asked).toHaveLength(1);
  expect(Object.keys(asked[0] as object).sort()).toEqual(['figures', 'hash', 'madeAt', 'subject', 'title']);
  expect((asked[0] as { figures: unknown[] }).figures).toHaveLength(3);
});

test.each([
  ['without a network', async () => fail({ code: 'no-network' })],
  ['when the server refuses', async () => fail({ code: 'refused', status: 429, detail: '', fields: {} })],
  ['when no answer comes', () => new Promise(() => undefined)],
])('%s it is made all the same, to be checked later', async (_, answer) => {
  expect((await drawn(answer)).seal).toEqual({ code: CODE, url: null });
});

test('another figure is another code, and a workbook has none', async () => {
  const [first, ...others] = PAPER.sections;
  if (!first?.figures) throw new Error('no figures');
  const [figure, ...more] = first.figures;
  if (!figure) throw new Error('no figure');
  const changed = { ...PAPER, sections: [{ ...first, figures: [{ ...figure, value: 1 }, ...more] }, ...others] };
  const { seal } = await drawn(async () => ok({ url: 'x' }), { paper: changed, format: 'pdf' });
  expect(seal?.code).not.toBe(CODE);
  const workbook = await drawn(async () => ok({ url: 'x' }), { paper: PAPER, format: 'xlsx' });
  expect([workbook.seal, workbook.asked]).toEqual([undefined, []]);
});
