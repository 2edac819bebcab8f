/** The variable in which an entry leaves its function. */
const RESULT = '$digiboost';

/** The entry of a map: CouchDB's sandboxes give `emit` as a free variable, our maps take it as an argument. */
export const mapEntry = (file: string): string =>
  `import { map } from '${file}'; ${RESULT} = function (doc) { map(doc, emit); };`;

/** The entry of `validate_doc_update`. */
export const validationEntry = (file: string): string =>
  `import { validateDocUpdate } from '${file}';
   ${RESULT} = function (doc, old, user, security) { validateDocUpdate(doc, old, user, security); };`;

// CouchDB's QuickJS has no promises; zod names them only to tell whether a check answered with one.
const NO_PROMISE = 'Promise=globalThis.Promise||function(){}';

/**
 * One expression that evaluates to the function. What the modules set up runs once, when CouchDB compiles the text,
 * and not for each document. No semicolon at its end: PouchDB and CouchDB evaluate it as part of an expression.
 */
export const selfContained = (code: string): string => {
  const variables = /\bPromise\b/.test(code) ? `${RESULT},${NO_PROMISE}` : RESULT;
  return `(function(){var ${variables};${code.trim()}return ${RESULT}})()`;
};
