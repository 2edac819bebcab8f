import { createHash } from 'node:crypto';
import { escapeHtml } from './html.ts';
import type { ApiDocument } from './openapi.ts';
import { type ProblemCode, problemPage, problemShown } from './problem.ts';
import { EXPLANATIONS } from './problem-pages.ts';

const STYLE = `
:root{color-scheme:light dark;--ink:#1b1f1d;--paper:#fff;--soft:#f1f3ef;--line:#d5dad6;--lead:#0b6b4f}
@media (prefers-color-scheme:dark){:root{--ink:#eef1ee;--paper:#111513;--soft:#1b211e;--line:#36403b;--lead:#59c39f}}
body{margin:0 auto;max-width:60rem;padding:16px;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
h1{font-size:28px}h2{margin-top:40px;border-bottom:2px solid var(--line)}h3{margin:0;font-size:17px}
a{color:var(--lead)}code{background:var(--soft);padding:1px 4px;border-radius:4px;overflow-wrap:anywhere}
article,details{margin:12px 0;padding:12px 16px;border:1px solid var(--line);border-radius:8px}
summary{cursor:pointer;font-weight:bold}ul{padding-left:20px}
`;

/** Nothing but the page's own style: no script, no picture, nothing from elsewhere. */
export const DOCS_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`;

const page = (title: string, content: string): string =>
  '<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
  `<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>${content}</body></html>`;

/** Paragraphs, **strong** words and `code`: what descriptions use of Markdown. */
const paragraphs = (text = ''): string =>
  text
    .split(/\n{2,}/)
    .filter(Boolean)
    .map((part) => `<p>${inline(part)}</p>`)
    .join('');
const inline = (text: string): string =>
  escapeHtml(text)
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replace(/`(.+?)`/g, '<code>$1</code>');

/** What a JSON schema of the document may say; the rest is in the document itself. */
interface Shown {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shown[];
  readonly items?: Shown;
  readonly properties?: Readonly<Record<string, Shown>>;
  readonly required?: readonly string[];
  readonly description?: string;
  readonly example?: unknown;
}

interface Described {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly operationId?: string;
  readonly parameters?: readonly (Shown & { readonly name: string; readonly in: string; readonly schema: Shown })[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Shown }>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Record<string, { readonly schema?: Shown }> }>
  >;
}

/** The API as a page for people. */
export function docsPage({ info, tags = [], paths = {}, components }: ApiDocument): string {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Described>).map(([method, of]) => ({ path, method, of })),
  );
  const sections = tags.map(({ name, description = '' }) => {
    const own = operations.filter(({ of }) => of.tags?.includes(name));
    return `<h2 id="${escapeHtml(name)}">${escapeHtml(name)}</h2>${paragraphs(description)}${own.map(operation).join('')}`;
  });
  const schemas = Object.entries((components?.schemas ?? {}) as Record<string, Shown>).map(
    ([name, schema]) =>
      `<details id="schema-${name}"><summary>${name}</summary>${paragraphs(schema.description)}${schemaOf({ ...schema, description: '' })}</details>`,
  );
  return page(
    `${info.title} : API`,
    `<h1>API de ${escapeHtml(info.title)}</h1><p><a href="/api/docs/openapi.json">openapi.json</a> (OpenAPI 3.1)</p>` +
      `${paragraphs(info.description)}${sections.join('')}<h2>Objets</h2>${schemas.join('')}`,
  );
}

function operation({ path, method, of }: { path: string; method: string; of: Described }): string {
  const parameters = (of.parameters ?? []).map(
    ({ name, in: place, schema }) => `<li><code>${name}</code> (${place}) ${schemaOf(schema)}</li>`,
  );
  const [body] = Object.values(of.requestBody?.content ?? {});
  const answers = Object.entries(of.responses).map(([status, { description, content = {} }]) => {
    const [shape] = Number(status) < 400 ? Object.values(content) : [];
    return `<li><strong>${status}</strong> ${inline(description)}${shape?.schema ? schemaOf(shape.schema) : ''}</li>`;
  });
  return (
    `<article id="${escapeHtml(of.operationId ?? '')}"><h3><code>${method.toUpperCase()} ${escapeHtml(path)}</code> ` +
    `${escapeHtml(of.summary ?? '')}</h3>${paragraphs(of.description)}` +
    (parameters.length > 0 ? `<ul>${parameters.join('')}</ul>` : '') +
    (body?.schema ? `<details><summary>Demande</summary>${schemaOf(body.schema)}</details>` : '') +
    `<details><summary>Réponses</summary><ul>${answers.join('')}</ul></details></article>`
  );
}

function schemaOf(schema: Shown): string {
  const { $ref, properties, items, anyOf, description, example } = schema;
  if ($ref) {
    const name = $ref.slice($ref.lastIndexOf('/') + 1);
    return `<a href="#schema-${name}">${name}</a>`;
  }
  const words = [
    description && inline(description),
    example !== undefined && `ex. <code>${escapeHtml(JSON.stringify(example))}</code>`,
  ];
  const about = words.filter(Boolean).join(' ');
  if (anyOf) return `${anyOf.map((part) => schemaOf(part)).join(' ou ')} ${about}`;
  if (items) return `liste : ${schemaOf(items)} ${about}`;
  if (!properties) return `<em>${escapeHtml(typeOf(schema))}</em> ${about}`;
  const fields = Object.entries(properties).map(([name, part]) => {
    const isOptional = !schema.required?.includes(name);
    return `<li><code>${escapeHtml(name)}</code>${isOptional ? ' (facultatif)' : ''} ${schemaOf(part)}</li>`;
  });
  return `${about}<ul>${fields.join('')}</ul>`;
}

const typeOf = ({ type, enum: values }: Shown): string =>
  values ? values.map((value) => JSON.stringify(value)).join(', ') : [type ?? 'JSON'].flat().join(' ou ');

/** The page of one problem: what it comes from and what to do. */
export function problemDocsPage(code: ProblemCode): string {
  const { title, status, detail } = problemShown(code);
  const { cause, remedy } = EXPLANATIONS[code];
  return page(
    title,
    `<h1><code>${code}</code></h1><p>${status} ${escapeHtml(title)}</p><p><strong>${inline(detail)}</strong></p>` +
      `<h2>Cause</h2><p>${inline(cause)}</p><h2>Que faire</h2><p>${inline(remedy)}</p>` +
      `<p><a href="/api/docs">Toute l’API</a></p>`,
  );
}

/** The list of problems. */
export const problemsDocsPage = (codes: readonly ProblemCode[]): string =>
  page(
    'Refus',
    `<h1>Refus</h1><ul>${codes.map((code) => `<li><a href="${problemPage(code)}"><code>${code}</code></a> ${inline(problemShown(code).detail)}</li>`).join('')}</ul>`,
  );
