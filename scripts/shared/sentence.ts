/** One sentence that tells the operator what is wrong and what to do. */
export function sentenceOf(error: unknown): string {
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken: stop the other program, or choose another port with PORT=3001.`;
    case 'EACCES':
      return `This is not allowed: ${message}. Choose a port above 1023 and a data folder that you may write to.`;
    case 'ENOSPC':
      return 'The disk is full: make room, then start again. Nothing that was stored is lost.';
    case 'ECONNREFUSED':
      return 'CouchDB does not answer: check COUCHDB_URL and that CouchDB runs.';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
