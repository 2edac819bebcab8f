/**
 * What a shop's members may ask of their database: the names that begin with an underscore, under the database. Not
 * `_find`: phones do not need it, and a regular expression of a member's choice can keep the server busy for ever.
 */
const ENDPOINTS = new Set(['_all_docs', '_bulk_docs', '_bulk_get', '_changes', '_design', '_local', '_revs_diff']);

const DATABASE = /^shop_[a-z][a-z0-9]{2,31}$/;

/**
 * The path to ask CouchDB for, from the path after `/db` as it came (not decoded, without its query), or null when it
 * does not name a shop's database, names what only an administrator needs, or tries to climb out of the database.
 */
export function couchPath(path: string): string | null {
  const [root, database = '', ...rest] = path.split('/');
  if (root !== '' || !DATABASE.test(database)) return null;
  for (const [index, segment] of rest.entries()) {
    // One empty segment at the end is the trailing slash of the database.
    if (segment === '' && !(index === 0 && rest.length === 1)) return null;
    let text: string;
    try {
      text = decodeURIComponent(segment);
    } catch {
      return null;
    }
    if (hasControl(text) || text.includes('\\')) return null;
    const parts = text.split('/');
    if (parts.some((part) => part === '.' || part === '..')) return null;
    const [name = ''] = parts;
    if (index === 0 && name.startsWith('_') && !ENDPOINTS.has(name)) return null;
  }
  return path;
}

const hasControl = (text: string): boolean => [...text].some((character) => character < ' ' || character === '\u007f');
