import { typeset } from '@digiboost/domain/french';
import { escapeHtml } from '../http/html.ts';

/** A page that stands by itself: who opens it has followed a link or a code, and perhaps never seen the app. */
export interface LonePage {
  readonly title: string;
  readonly text: string;
  /** What is told one by one, below. */
  readonly facts?: readonly { readonly label: string; readonly value: string }[];
  /** What can be done here: a button that sends a POST. */
  readonly action?: { readonly path: string; readonly label: string };
}

const STYLE = `
:root{color-scheme:light dark}
body{margin:0;padding:16px;background:#f4f5f2;color:#1b1f1d;font:18px/1.5 system-ui,sans-serif}
main{max-width:32rem;margin:0 auto;padding:24px;background:#fff;border-radius:12px}
h1{margin:0 0 16px;font-size:24px;line-height:1.25}
p,dd{margin:0;overflow-wrap:anywhere}
dl{margin:24px 0 0;display:grid;gap:12px}
dt{font-size:16px}
dd{font-weight:bold}
button{margin-top:24px;width:100%;min-height:56px;padding:12px 20px;border:0;border-radius:8px;background:#0b6b4f;color:#fff;font:inherit;font-weight:bold}
button:focus-visible{outline:3px solid #1b1f1d;outline-offset:3px}
@media (prefers-color-scheme:dark){body{background:#111513;color:#eef1ee}main{background:#1b211e}button{background:#59c39f;color:#06251b}button:focus-visible{outline-color:#eef1ee}}
`;

/** The page as HTML. */
export function lonePage({ title, text, facts = [], action }: LonePage): string {
  const told = facts
    .map(({ label, value }) => `<div><dt>${escapeHtml(typeset(label))}</dt><dd>${escapeHtml(value)}</dd></div>`)
    .join('');
  const form = action
    ? `<form method="post" action="${escapeHtml(action.path)}"><button>${escapeHtml(action.label)}</button></form>`
    : '';
  return (
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
    `<meta name="robots" content="noindex"><title>${escapeHtml(typeset(title))}</title><style>${STYLE}</style></head>` +
    `<body><main><h1>${escapeHtml(typeset(title))}</h1><p>${escapeHtml(typeset(text))}</p>${told && `<dl>${told}</dl>`}${form}</main></body></html>`
  );
}
