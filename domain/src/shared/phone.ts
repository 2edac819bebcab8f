import { parsePhoneNumberFromString, validatePhoneNumberLength } from 'libphonenumber-js/min';
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
/** The zero of calls at home, which some write in brackets after the country code; Italy's is a part of the number. */
const HOME_ZERO = /^((?:\+|00)(?!39)[\s.-]*\d{1,3}[\s.-]*)\([\s]*0[\s]*\)/;
/** A link to somebody's conversation on WhatsApp names the number, country code first. */
const WHATSAPP_LINK =
  /^(?:(?:https?:\/\/)?(?:(?:www\.)?wa\.me\/|(?:api|web)\.whatsapp\.com\/send\/?\?(?:\S*&)?phone=)|whatsapp:\/\/send\/?\?(?:\S*&)?phone=)(?:\+|%2B|00)?(\d+)(?:[/?&#]\S*)?$/i;
/** A link that calls or writes to a number. */
const CALL_LINK = /^(?:tel|sms|callto):\s*/i;

/**
 * The number that somebody wrote, in E.164. Without a country code it is Senegal's: `77 123 45 67`, `+221 77…` and
 * `00221 77…` are one number. Any other country's begins with + or 00 and follows its numbering plan; the zero of calls
 * at home goes: `+44 077…` is `+44 77…`. A link to a conversation on WhatsApp is the number that it names.
 */
export function parsePhone(text: string): Result<PhoneNumber, PhoneFault> {
  const visible = text.normalize('NFKC').replace(/[\u2060\u200b-\u200f\u202a-\u202e]/g, '');
  // A number that was copied out of a message brings its spaces into the link.
  const bare = visible.trim().replace(CALL_LINK, '');
  const linked = WHATSAPP_LINK.exec(bare.replace(/\s/g, ''))?.[1];
  const written = (linked ? `+${linked}` : bare).replace(HOME_ZERO, '$1').replace(/[\s.\-()/\u2010-\u2015]/g, '');
  if (written === '') return fail('empty');
  const international = /^(?:\+|00)(\d*)$/.exec(written)?.[1];
  if (international === undefined) {
    if (!/^\d+$/.test(written)) return fail('characters');
    // 221771234567 is what WhatsApp itself shows as a number.
    const isWhole = written.length === SENEGAL.length + SENEGAL_DIGITS && written.startsWith(SENEGAL);
    return senegalese(isWhole ? written.slice(SENEGAL.length) : written);
  }
  if (international.startsWith(SENEGAL)) return senegalese(international.slice(SENEGAL.length));
  return foreign(international);
}

function senegalese(digits: string): Result<PhoneNumber, PhoneFault> {
  if (digits.length < SENEGAL_DIGITS) return fail('too-short');
  if (digits.length > SENEGAL_DIGITS) return fail('too-long');
  const known = SENEGAL_PREFIXES.some((prefix) => digits.startsWith(prefix));
  return known ? ok<PhoneNumber>(`+${SENEGAL}${digits}`) : fail('prefix');
}

/** By the numbering plan of its country, country code first. */
function foreign(digits: string): Result<PhoneNumber, PhoneFault> {
  const number = parsePhoneNumberFromString(`+${digits}`);
  if (number?.isValid()) return ok<PhoneNumber>(`+${number.number.slice(1)}`);
  switch (validatePhoneNumberLength(`+${digits}`)) {
    case 'TOO_SHORT':
    case 'NOT_A_NUMBER':
      return fail('too-short');
    case 'TOO_LONG':
      return fail('too-long');
    default:
      return fail('prefix');
  }
}

/** What is wrong with a number, for people. */
export const PHONE_FAULTS: Readonly<Record<PhoneFault, string>> = {
  empty: 'Indiquez un numéro.',
  characters: 'Un numéro ne contient que des chiffres, comme 77 123 45 67 ou +33 6 12 34 56 78.',
  'too-short': 'Ce numéro est trop court. Au Sénégal, il compte 9 chiffres, comme 77 123 45 67.',
  'too-long': 'Ce numéro est trop long. Au Sénégal, il compte 9 chiffres, comme 77 123 45 67.',
  prefix:
    'Au Sénégal, un numéro commence par 70, 75, 76, 77, 78 ou 33. Pour un autre pays : + et son indicatif, puis le numéro sans le zéro du début.',
};

/** A number as people read it: Senegal's as `77 123 45 67`, others with their country code. */
export function formatPhone(number: string): string {
  const own = /^\+221(\d\d)(\d{3})(\d\d)(\d\d)$/.exec(number);
  return own ? own.slice(1).join(' ') : number;
}

/** A number as it is kept: as somebody wrote it, or the one that a link names. */
export function keptPhone(text: string): string {
  const number = parsePhone(text);
  return number.ok && /[a-z]/i.test(text) ? number.value : text.trim();
}

/** A number for logs: its country code's first digits and the last two, never the whole. */
export const maskPhone = (number: string): string => `${number.slice(0, 4)}…${number.slice(-2)}`;

/** Whether two telephone numbers are one, however they are written; what is no number is none. */
export function isSamePhone(a: string, b: string): boolean {
  const [one, other] = [parsePhone(a), parsePhone(b)];
  return one.ok && other.ok && one.value === other.value;
}
