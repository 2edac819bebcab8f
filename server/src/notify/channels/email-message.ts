import { escapeHtml } from '../../http/html.ts';
import type { DeliveryContent } from '../delivery.ts';

/** An e-mail's two versions of one text. */
export interface EmailBody {
  readonly text: string;
  readonly html: string;
}

/** WhatsApp's *bold* and _italic_, where they stand for a whole word or line. */
const BOLD = /(^|[\s(])\*(\S(?:[^*\n]*\S)?)\*(?=$|[\s).,;:!?])/gm;

/** The text without WhatsApp's marks. */
const plain = (text: string): string => text.replaceAll(BOLD, '$1$2');

/** The text as HTML: escaped first, so that whatever a product is called stays text. */
const asHtml = (text: string): string =>
  escapeHtml(text).replaceAll(BOLD, '$1<strong>$2</strong>').replaceAll('\n', '<br>\n');

const line = (label: string, link: string | null): string => (link ? `\n\n${label}\u202f: ${link}` : '');

/** Whole addresses, or null when nobody told where people reach the app. */
export interface EmailLinks {
  /** The app's page. */
  readonly page: string | null;
  /** Where one asks for no more e-mails. */
  readonly stop: string | null;
}

/** The e-mail of a message. Styles stand inline: mail programs drop others. */
export function emailBody({ title, text }: DeliveryContent, { page: link, stop }: EmailLinks): EmailBody {
  const button = link
    ? `<p style="margin:24px 0 0"><a href="${escapeHtml(link)}" style="display:inline-block;padding:14px 20px;` +
      'background:#0b6b4f;color:#ffffff;text-decoration:none;border-radius:8px;font-weight:bold">Ouvrir l’application</a></p>'
    : '';
  const end = stop
    ? `<p style="max-width:560px;margin:16px auto 0;font-size:14px"><a href="${escapeHtml(stop)}" style="color:#4a524e">` +
      'Ne plus recevoir ces e-mails</a></p>'
    : '';
  return {
    text: `${plain(text)}${line('Ouvrir l’application', link)}${line('Ne plus recevoir ces e-mails', stop)}\n`,
    html:
      '<!doctype html><html lang="fr"><head><meta charset="utf-8">' +
      `<meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>` +
      '<body style="margin:0;padding:16px;background:#f4f5f2;color:#1b1f1d;font:16px/1.5 system-ui,sans-serif">' +
      '<div style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border-radius:12px">' +
      `<h1 style="margin:0 0 16px;font-size:20px">${escapeHtml(title)}</h1>` +
      `<p style="margin:0">${asHtml(text)}</p>${button}</div>${end}</body></html>`,
  };
}
