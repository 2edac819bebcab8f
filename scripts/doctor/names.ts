import { type Finding, fault, fine, unseen } from './finding.ts';

/** What is asked of the name system; each rejects with the code ENODATA or ENOTFOUND where there is nothing. */
export interface Names {
  resolveTxt(name: string): Promise<string[][]>;
  resolveCaa(name: string): Promise<{ issue?: string | undefined }[]>;
}

/** What the names say of the door and of the mails. */
export async function lookAtNames(
  names: Names,
  { host, mailDomain, dkimSelectors }: { host: string; mailDomain: string | null; dkimSelectors: readonly string[] },
): Promise<Finding[]> {
  const mail =
    mailDomain === null
      ? [unseen('mail: SPF, DKIM, DMARC', 'no FROM_EMAIL here', 'run it where .env is, or with --mail-domain')]
      : await Promise.all([spf(names, mailDomain), dkim(names, mailDomain, dkimSelectors), dmarc(names, mailDomain)]);
  return [await caa(names, host), ...mail];
}

/** What there is; empty where nothing is; null when nobody can tell. */
async function found<T>(answer: Promise<T[]>): Promise<T[] | null> {
  try {
    return await answer;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENODATA' || code === 'ENOTFOUND' ? [] : null;
  }
}

const textsOf = async (names: Names, name: string): Promise<string[] | null> =>
  (await found(names.resolveTxt(name)))?.map((parts) => parts.join('')) ?? null;

const silent = (what: string): Finding => unseen(what, 'the name system does not answer', 'look again later');

async function caa(names: Names, host: string): Promise<Finding> {
  const what = 'CAA';
  const labels = host.split('.');
  if (!/[a-z]/i.test(host) || labels.length < 2)
    return unseen(what, `${host} is no public name`, 'look at the public one');
  for (let from = 0; from < labels.length - 1; from++) {
    const records = await found(names.resolveCaa(labels.slice(from).join('.')));
    if (records === null) return silent(what);
    const issuers = records.flatMap(({ issue }) => issue ?? []);
    if (issuers.length > 0) return fine(what, `only ${issuers.join(', ')} may issue`);
  }
  return fault(what, 'any authority may issue a certificate', `add a record: ${host} CAA 0 issue "letsencrypt.org"`);
}

async function spf(names: Names, domain: string): Promise<Finding> {
  const what = 'mail: SPF';
  const texts = await textsOf(names, domain);
  if (texts === null) return silent(what);
  const [record, second] = texts.filter((text) => /^v=spf1(\s|$)/i.test(text));
  if (record === undefined)
    return fault(what, 'none', `publish ${domain} TXT "v=spf1 include:<your SMTP provider> -all"`);
  if (second !== undefined) return fault(what, 'two records, which counts as none', 'make one of them');
  return /\s[-~]all$/i.test(record.trim()) || /\sredirect=/i.test(record)
    ? fine(what, record)
    : fault(what, record, 'end it with -all: now anybody may send in your name');
}

async function dkim(names: Names, domain: string, selectors: readonly string[]): Promise<Finding> {
  const what = 'mail: DKIM';
  for (const selector of selectors) {
    const texts = await textsOf(names, `${selector}._domainkey.${domain}`);
    if (texts === null) return silent(what);
    if (texts.some((text) => /(^|;)\s*p=[\w+/=]{16}/.test(text))) return fine(what, `${selector}._domainkey`);
  }
  return fault(
    what,
    `no key under ${selectors.join(', ')}`,
    'publish what your SMTP provider gives, and name it with --dkim-selector',
  );
}

async function dmarc(names: Names, domain: string): Promise<Finding> {
  const what = 'mail: DMARC';
  const texts = await textsOf(names, `_dmarc.${domain}`);
  if (texts === null) return silent(what);
  const record = texts.find((text) => /^v=DMARC1\s*;/i.test(text));
  const publish = `publish _dmarc.${domain} TXT "v=DMARC1; p=quarantine; rua=mailto:postmaster@${domain}"`;
  if (record === undefined) return fault(what, 'none', publish);
  return /;\s*p=(quarantine|reject)\b/i.test(record) ? fine(what, record) : fault(what, record, publish);
}
