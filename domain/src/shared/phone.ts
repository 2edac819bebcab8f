import { fail, ok, type Result } from './result.ts';

/** A telephone number in E.164, such as `+221771234567`. */
export type PhoneNumber = `+${string}`;

/** Why a text is no telephone number. */
export type PhoneFault =
  /** Nothing was written. */
  | 'empty'
  /** Holds something else than digits, spaces, dots, dashes, brackets and a leading +. */
  | 'characters'
  /** Fewer digits than a number of its country has. */
  | 'too-short'
  /** More digits than a number of its country has. */
  | 'too-long'
  /** A number that begins as none of its country does: in Senegal, with one of the operators' prefixes. */
  | 'prefix';

/**
 * The first two digits of Senegal's numbers: mobiles of the operators, and 33 for fixed lines (ARTP's numbering plan).
 */
export const SENEGAL_PREFIXES = ['70', '75', '76', '77', '78', '33'] as const;

const SENEGAL = '221';
const SENEGAL_DIGITS = 9;
/** France's numbers have nine digits too, of which the first is none (Arcep's numbering plan). */
const FRANCE = '33';
const FRENCH_DIGITS = 9;
/** The zero of calls at home, which some write in brackets after the country code; Italy's is a part of the number. */
const HOME_ZERO = /^((?:\+|00)(?!39)[\s.-]*\d{1,3}[\s.-]*)\([\s]*0[\s]*\)/;
/** E.164: a country code and a number, 15 digits at most; none is shorter than 7. */
const FOREIGN = { min: 7, max: 15 };

/**
 * The number that somebody wrote, in E.164. Without a country code it is Senegal's: `77 123 45 67`, `+221 77…` and
 * `00221 77…` are one number. Any other country's is taken when it begins with + or 00; `+33 (0)6…` is `+33 6…`.
 */
export function parsePhone(text: string): Result<PhoneNumber, PhoneFault> {
  const visible = text.normalize('NFKC').replace(/[\u2060\u200b-\u200f\u202a-\u202e]/g, '');
  const written = visible
    .trim()
    .replace(HOME_ZERO, '$1')
    .replace(/[\s.\-()/\u2010-\u2015]/g, '');
  if (written === '') return fail('empty');
  const international = /^(?:\+|00)(\d*)$/.exec(written)?.[1];
  if (international === undefined) {
    if (!/^\d+$/.test(written)) return fail('characters');
    // 221771234567 is what WhatsApp itself shows as a number.
    const isWhole = written.length === SENEGAL.length + SENEGAL_DIGITS && written.startsWith(SENEGAL);
    return senegalese(isWhole ? written.slice(SENEGAL.length) : written);
  }
  if (international.startsWith(SENEGAL)) return senegalese(international.slice(SENEGAL.length));
  if (international.startsWith(FRANCE)) return french(international.slice(FRANCE.length));
  if (international.startsWith('0')) return fail('prefix');
  if (international.length < FOREIGN.min) return fail('too-short');
  return international.length > FOREIGN.max ? fail('too-long') : ok<PhoneNumber>(`+${international}`);
}

function senegalese(digits: string): Result<PhoneNumber, PhoneFault> {
  if (digits.length < SENEGAL_DIGITS) return fail('too-short');
  if (digits.length > SENEGAL_DIGITS) return fail('too-long');
  const known = SENEGAL_PREFIXES.some((prefix) => digits.startsWith(prefix));
  return known ? ok<PhoneNumber>(`+${SENEGAL}${digits}`) : fail('prefix');
}

/** `06…` after the country code is what the French dial at home: the zero goes. */
function french(written: string): Result<PhoneNumber, PhoneFault> {
  const digits = written.length === FRENCH_DIGITS + 1 ? written.replace(/^0/, '') : written;
  if (digits.length < FRENCH_DIGITS) return fail('too-short');
  if (digits.length > FRENCH_DIGITS) return fail('too-long');
  return digits.startsWith('0') ? fail('prefix') : ok<PhoneNumber>(`+${FRANCE}${digits}`);
}

/** What is wrong with a number, for people. */
export const PHONE_FAULTS: Readonly<Record<PhoneFault, string>> = {
  empty: 'Indiquez un numéro.',
  characters: 'Un numéro ne contient que des chiffres, comme 77 123 45 67 ou +33 6 12 34 56 78.',
  'too-short': 'Ce numéro est trop court. Au Sénégal, il compte 9 chiffres, comme 77 123 45 67.',
  'too-long': 'Ce numéro est trop long. Au Sénégal, il compte 9 chiffres, comme 77 123 45 67.',
  prefix:
    'Au Sénégal, un numéro commence par 70, 75, 76, 77, 78 ou 33. Pour un autre pays, commencez par + et son indicatif.',
};

/** A number as people read it: Senegal's as `77 123 45 67`, others with their country code. */
export function formatPhone(number: string): string {
  const own = /^\+221(\d\d)(\d{3})(\d\d)(\d\d)$/.exec(number);
  return own ? own.slice(1).join(' ') : number;
}

/** A number for logs: its country code's first digits and the last two, never the whole. */
export const maskPhone = (number: string): string => `${number.slice(0, 4)}…${number.slice(-2)}`;

/** Whether two telephone numbers are one, however they are written; what is no number is none. */
export function isSamePhone(a: string, b: string): boolean {
  const [one, other] = [parsePhone(a), parsePhone(b)];
  return one.ok && other.ok && one.value === other.value;
}
