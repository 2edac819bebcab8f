import { createHash } from 'node:crypto';
import {
  formatAgo,
  formatBytes,
  formatDate,
  formatNumber,
  formatTime,
  plural,
  typeset,
} from '@digiboost/domain/french';
import type { User } from '../accounts/user-document.ts';
import { escapeHtml } from '../http/html.ts';
import type { Act } from './acts.ts';
import type { ShopState } from './shop-states.ts';

const STYLE = `
:root{color-scheme:light dark;--ink:#1b1f1d;--paper:#fff;--ground:#f4f5f2;--line:#c9cec9;--act:#0b6b4f;--on-act:#fff}
@media (prefers-color-scheme:dark){:root{--ink:#eef1ee;--paper:#1b211e;--ground:#111513;--line:#46504b;--act:#59c39f;--on-act:#06251b}}
body{margin:0;padding:16px;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:64rem;margin:0 auto}
header,form.line{display:flex;flex-wrap:wrap;gap:12px;align-items:center}
h1{flex:1;font-size:24px}h2{font-size:20px;margin-top:32px}
.card{padding:16px;margin:0 0 12px;background:var(--paper);border:1px solid var(--line);border-radius:12px}
.card h2{margin:0 0 8px;overflow-wrap:anywhere}
dl{margin:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(9rem,1fr));gap:8px 16px}
small{font-size:14px}
dd{margin:0;font-weight:bold;overflow-wrap:anywhere}
label{display:grid;gap:4px;margin:0 0 16px}
a{color:inherit;display:inline-block;padding:12px 0;min-height:24px}
input,button{box-sizing:border-box;min-height:48px;padding:8px 16px;border:1px solid var(--line);border-radius:8px;background:var(--paper);color:inherit;font:inherit}
button{border-color:var(--act);background:var(--act);color:var(--on-act);font-weight:bold}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
.said{padding:12px 16px;border-left:4px solid var(--act);background:var(--paper)}
li{margin:4px 0;overflow-wrap:anywhere}
`;

/** The page's own policy: its one style, its own forms, nothing else. */
export const ADMIN_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Somebody's session on the page, as its forms prove it. */
export interface PageSession {
  readonly email: string;
  /** Stands in each form: another site cannot know it. */
  readonly proof: string;
}

const text = (words: string): string => escapeHtml(typeset(words));
const proof = (session: PageSession): string =>
  `<input type="hidden" name="proof" value="${escapeHtml(session.proof)}">`;

function page(title: string, content: string, session: PageSession | null, said = ''): string {
  const leave = session
    ? `<form class="line" method="post" action="/admin/sortie">${proof(session)}<span>${escapeHtml(session.email)}</span><button>Se déconnecter</button></form>`
    : '';
  const told = said === '' ? '' : `<p class="said" role="status">${text(said)}</p>`;
  return (
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
    `<meta name="robots" content="noindex"><title>${text(title)}</title><style>${STYLE}</style></head>` +
    `<body><main><header><h1>${text(title)}</h1>${leave}</header>${told}${content}</main></body></html>`
  );
}

/** Where the platform's administrator signs in. */
export const signInPage = (said = ''): string =>
  page(
    'Administration de la plateforme',
    '<form class="card" method="post" action="/admin/entree">' +
      '<label>E-mail<input name="email" type="email" autocomplete="username" required></label>' +
      '<label>Mot de passe<input name="password" type="password" autocomplete="current-password" required></label>' +
      '<button>Se connecter</button></form>',
    null,
    said,
  );

const fact = (label: string, value: string): string => `<div><dt>${text(label)}</dt><dd>${text(value)}</dd></div>`;

function facts({ shop, lastExchange, phones, documents, bytes, messages }: ShopState, perDay: number, now: number) {
  return `<dl>${[
    fact('Dernier échange', lastExchange === null ? 'jamais' : formatAgo(lastExchange, now)),
    fact('Téléphones', formatNumber(phones)),
    fact('Documents', documents === null ? 'ne répond pas' : formatNumber(documents)),
    fact('Stockage', bytes === null ? 'non connu' : formatBytes(bytes)),
    fact('Messages en 24 h', `${formatNumber(messages)} sur ${formatNumber(perDay)}`),
    fact('Ouverte le', shop.status === 'ready' ? formatDate(shop.createdAt.slice(0, 10)) : 'pas encore prête'),
  ].join('')}</dl>`;
}

const WHAT: Readonly<Record<Act['what'], string>> = {
  'signed-in': 's’est connecté',
  'password-link': 'a envoyé un lien de mot de passe',
};

const actLine = ({ at, by, what, tenantId, userId }: Act): string => {
  const whom = tenantId === null ? '' : ` (${tenantId}${userId === null ? '' : `, ${userId}`})`;
  return `<li>${text(`${formatDate(at.slice(0, 10))} ${formatTime(at, 'Africa/Dakar')} : ${by} ${WHAT[what]}${whom}`)}</li>`;
};

/** All shops that were asked for, and what was done here last. */
export function shopsPage(
  session: PageSession,
  told: {
    readonly states: readonly ShopState[];
    readonly count: number;
    readonly next: string | null;
    readonly search: string;
    readonly acts: readonly Act[];
    readonly perDay: number;
    readonly now: number;
  },
): string {
  const { states, count, next, search, acts, perDay, now } = told;
  const cards = states.map(
    (state) =>
      `<section class="card"><h2><a href="/admin/boutiques/${state.shop.id}">${text(state.shop.name)}</a> <small>${state.shop.id}</small></h2>${facts(state, perDay, now)}</section>`,
  );
  const more = `/admin?${new URLSearchParams({ q: search, apres: next ?? '' })}`;
  const none = search === '' ? 'Aucune boutique : npm run provision -- create-tenant.' : 'Aucune boutique de ce nom.';
  return page(
    'Boutiques',
    `<form class="line" method="get" action="/admin"><input name="q" aria-label="Chercher une boutique" value="${escapeHtml(search)}"><button>Chercher</button></form>` +
      `<p>${text(plural(count, 'boutique'))}</p>` +
      (cards.join('') || `<p>${text(none)}</p>`) +
      (next === null ? '' : `<p><a href="${escapeHtml(more)}">Boutiques suivantes</a></p>`) +
      `<h2>Ce qui a été fait ici</h2><ul>${acts.map(actLine).join('') || '<li>Rien encore.</li>'}</ul>`,
    session,
  );
}

/** One shop: how it stands, and its people, to whom a link can be sent. */
export function shopPage(
  session: PageSession,
  {
    state,
    people,
    perDay,
    now,
    said,
  }: {
    readonly state: ShopState;
    readonly people: readonly User[];
    readonly perDay: number;
    readonly now: number;
    readonly said: string;
  },
): string {
  const button = ({ id }: User, by: string, label: string): string =>
    `<form method="post" action="/admin/boutiques/${state.shop.id}/mot-de-passe">${proof(session)}` +
    `<input type="hidden" name="user" value="${escapeHtml(id)}"><button name="by" value="${by}">${text(label)}</button></form>`;
  const person = (user: User): string =>
    `<section class="card"><h2>${escapeHtml(user.name)}</h2><p>${escapeHtml(user.email)} ${text(`· ${ROLES[user.role]}${user.isActive ? '' : ', désactivé'}`)}</p>` +
    (user.isActive
      ? `<div class="line">${button(user, 'EMAIL', 'Lien de mot de passe par e-mail')}${user.whatsapp === null ? '' : button(user, 'WHATSAPP', 'Par WhatsApp')}</div>`
      : '') +
    '</section>';
  return page(
    state.shop.name,
    `<p><a href="/admin">Toutes les boutiques</a></p><section class="card">${facts(state, perDay, now)}</section><h2>Comptes</h2>${people.map(person).join('')}`,
    session,
    said,
  );
}

const ROLES: Readonly<Record<User['role'], string>> = {
  admin: 'administrateur',
  user: 'vendeur',
  viewer: 'lecture seule',
  platform: 'plateforme',
};
