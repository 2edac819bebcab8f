/** What the server pushes to a phone, as far as the notification needs it. */
export interface PushMessage {
  readonly title: string;
  readonly body: string;
  /** Where a press leads: a path of this app. */
  readonly url: string;
  /** A later message of the same tag takes the place of the earlier one. */
  readonly tag: string;
}

const OTHERWISE: PushMessage = {
  title: 'Digiboost',
  body: 'Une alerte vous attend. Touchez pour l’ouvrir.',
  url: '/alertes/historique',
  tag: 'alerte',
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
/** The stars that make a word bold on WhatsApp mean nothing here. */
const plain = (text: string): string => text.replaceAll(/\*([^*\n]+)\*/g, '$1');

/** The path of this app that `url` names, whatever host it was written with; '' when it names none. */
function pathOf(url: string, origin: string): string {
  const parsed = url && URL.canParse(url, origin) ? new URL(url, origin) : null;
  return parsed && /^https?:$/.test(parsed.protocol) ? parsed.pathname + parsed.search : '';
}

/**
 * Reads a push. A phone must show something for every push it takes: what cannot be read becomes a general sentence.
 */
export function readPush(text: string, origin: string): PushMessage {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    // Not ours, or of a version to come: a browser shows something for each push, or takes the right away.
    return OTHERWISE;
  }
  if (typeof data !== 'object' || data === null) return OTHERWISE;
  const fields = data as Record<string, unknown>;
  const title = plain(textOf(fields.title));
  if (!title) return OTHERWISE;
  const body = plain(textOf(fields.body) || textOf(fields.text));
  return {
    title,
    // The title is often the first line of the text.
    body: body.startsWith(title) ? body.slice(title.length).trimStart() : body,
    url: pathOf(textOf(fields.url), origin) || OTHERWISE.url,
    tag: textOf(fields.tag) || textOf(fields.eventId) || title,
  };
}
