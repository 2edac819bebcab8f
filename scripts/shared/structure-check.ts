import { readSources } from './sources.ts';
import { circles, misplacedSupport, roomsInOrder, sizes, unusedExports, wideComments } from './structure.ts';

/** Small files with one importer that a reader looks up by their name, and why. */
const LOOKED_UP: readonly (readonly [path: RegExp, why: string])[] = [
  [/\.svelte$/, 'a component is a file'],
  [/\.worker\.ts$/, 'a worker is a file'],
  [/^domain\/src\/(?:documents|alerts|kpis|reports)\//, 'a document, alert, KPI or report is looked up by its name'],
  [/^domain\/src\/forecast\//, 'a method of forecasting has its name, and its source, in a file'],
  [/^design-docs\/src\/\w+\/[a-z_]+\.ts$/, 'a view is looked up by its name'],
  [/^client\/src\/lib\/insight\/analyses\//, 'an analysis is looked up by its name'],
  [/^client\/src\/lib\/features\/alerts\/default-alerts\.ts$/, 'what a new shop is told of'],
  [/^client\/src\/lib\/archive\//, 'each is one part of the archive: its months, its days, how it is read'],
  [/^client\/src\/lib\/i18n\/fr\//, 'the words of one screen'],
  [/^client\/(?:manifest|app-archive)\.ts$/, 'what the phone installs is looked up as the manifest and the archive'],
  [/^papers\/src\/pdf\//, 'each is one thing that is drawn, or drawn with'],
  [/^papers\/src\/xlsx\//, 'each is one part of a workbook, as its zip has it'],
  [/\/(?:backoff|mutex|gathered)\.ts$/, 'there is one of each, and it is looked for before another is written'],
  [/^couch\/door\/modest-json\.ts$|^couch\/embedded\/door\.ts$/, 'what the door asks, and where it is asked'],
  [/^couch\/embedded\/files\//, 'each is one thing that becomes of a folder of files'],
  [/^server\/src\/.*-routes\.ts$/, 'routes are looked up by their address'],
  [/^server\/src\/(?:\w+\/)?operations\.ts$/, 'what the API offers is looked up by the room'],
  [/^server\/src\/http\//, 'each is one thing that becomes of a request'],
  [/^server\/src\/state-metrics\.ts$/, 'metrics of the state, beside those of requests'],
  [/^server\/src\/backup\/kept-backups\.ts$/, 'which backups are kept is asked by whoever looks after them'],
  [/^server\/src\/notify\/channels\//, 'a channel is looked up by its name'],
  [/^server\/src\/notify\/\w+-message\.ts$/, 'a message is looked up by what it tells'],
  [/^server\/src\/figures\//, 'an answer of the API is looked up by its name'],
  [/^server\/src\/accounts\/[a-z]+-(?:token|strength|bearer)\.ts$/, 'a rule of passwords and tokens is looked for'],
  [/^server\/src\/conversation\/order-text\.ts$/, 'what an answer says stands apart from what it does'],
  [/^server\/src\/notify\/outbox\/slots\.ts$/, 'turns of the shops'],
  [/^server\/src\/reports\/paper-page\.ts$/, 'the page behind the code of a paper'],
  [/^scripts\/bench\//, 'a bench is looked up by its name'],
  [/^scripts\/demo\//, 'each is one part of the made-up shop'],
  [/^scripts\/guide\//, 'each is one step from the scenes to the guide'],
  [/^docs\/scenes\//, 'a chapter of the guide is looked up by its name'],
];

/** Large files that are one thing all the same, and why. */
const LARGE: readonly (readonly [path: RegExp, why: string])[] = [
  [/^domain\/src\/import\/synonyms\.ts$|^client\/src\/lib\/features\/import\/fr\.ts$/, 'a table of words'],
  [/^client\/src\/lib\/features\/first-day\/starter-catalogue\.ts$/, 'a table of goods'],
  [/^client\/src\/lib\/session\/api-operations\.ts$/, 'written from the description of the API'],
  [/^couch\/door\/requests\.ts$/, 'a table: every request of a phone'],
  [/^couch\/embedded\/data-folder\.ts$/, 'the steps in which a folder of databases is taken, in their order'],
  [/^client\/src\/lib\/replica\/(?:leader\/engine|store\/store)\.ts$/, 'one class that owns what it holds'],
  [/^client\/src\/lib\/features\/sell\/SellScreen\.svelte$/, 'the one screen on which all of a sale comes together'],
  [/^client\/src\/lib\/session\/session\.ts$/, 'one class: who uses this phone'],
  [/^client\/src\/lib\/features\/import\/import-flow\.svelte\.ts$/, 'one class: the steps of an import'],
];

const isAmong =
  (list: readonly (readonly [RegExp, string])[]) =>
  (path: string): boolean =>
    list.some(([pattern]) => pattern.test(path));

// What linter and compiler do not see.
const sources = readSources();
const findings = [
  ...circles(sources),
  ...roomsInOrder(sources),
  ...unusedExports(sources),
  ...sizes(sources, { isLookedUp: isAmong(LOOKED_UP), isOne: isAmong(LARGE) }),
  ...misplacedSupport(sources),
  ...wideComments(sources),
];
for (const { path, line, message } of findings) process.stdout.write(`${path}:${line} ${message}\n`);
process.exitCode = findings.length > 0 ? 1 : 0;
