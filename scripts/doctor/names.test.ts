import { expect, test } from 'vitest';
import { lookAtNames, type Names } from './names.ts';

const nothing = (): never => {
  throw Object.assign(new Error('queryTxt ENODATA'), { code: 'ENODATA' });
};
const names = (texts: Readonly<Record<string, string[]>>, caa: Readonly<Record<string, string>> = {}): Names => ({
  resolveTxt: async (name) => texts[name]?.map((text) => [text.slice(0, 9), text.slice(9)]) ?? nothing(),
  resolveCaa: async (name) => (caa[name] === undefined ? nothing() : [{ issue: caa[name] }]),
});
const ASKED = { host: 'boutique.exemple.sn', mailDomain: 'exemple.sn', dkimSelectors: ['default', 's1'] };
const KEY = `v=DKIM1; k=rsa; p=${'A'.repeat(216)}`;

test('names as they should be have no fault, a record of the parent domain included', async () => {
  const findings = await lookAtNames(
    names(
      {
        'exemple.sn': ['google-site-verification=1', 'v=spf1 include:_spf.smtp.example -all'],
        's1._domainkey.exemple.sn': [KEY],
        '_dmarc.exemple.sn': ['v=DMARC1; p=quarantine'],
      },
      { 'exemple.sn': 'letsencrypt.org' },
    ),
    ASKED,
  );
  expect(findings.map(({ what, state }) => [what, state])).toEqual([
    ['CAA', 'ok'],
    ['mail: SPF', 'ok'],
    ['mail: DKIM', 'ok'],
    ['mail: DMARC', 'ok'],
  ]);
});

test('what lacks says what to publish', async () => {
  const findings = await lookAtNames(names({}), ASKED);
  expect(findings.map(({ state }) => state)).toEqual(['fault', 'fault', 'fault', 'fault']);
  expect(findings.map(({ todo }) => todo).join('\n')).toContain(
    'publish _dmarc.exemple.sn TXT "v=DMARC1; p=quarantine',
  );
});

test('records that protect nobody are faults', async () => {
  const weak = names({
    'exemple.sn': ['v=spf1 include:_spf.smtp.example +all'],
    'default._domainkey.exemple.sn': ['v=DKIM1; p='],
    '_dmarc.exemple.sn': ['v=DMARC1; p=none'],
  });
  expect((await lookAtNames(weak, ASKED)).slice(1).map(({ state }) => state)).toEqual(['fault', 'fault', 'fault']);
  const twice = names({ 'exemple.sn': ['v=spf1 -all', 'v=spf1 include:x -all'] });
  expect((await lookAtNames(twice, ASKED))[1]?.said).toContain('two records');
});

test('a name system that does not answer is no fault of the installation', async () => {
  const broken = async () => {
    throw Object.assign(new Error('ETIMEOUT'), { code: 'ETIMEOUT' });
  };
  const findings = await lookAtNames({ resolveTxt: broken, resolveCaa: broken }, ASKED);
  expect(new Set(findings.map(({ state }) => state))).toEqual(new Set(['unknown']));
});
