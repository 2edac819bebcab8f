/** One sentence that tells the operator what is wrong and what to do. */
export function sentenceOf(error: unknown): string {
  const { port, message, cause } = error as NodeJS.ErrnoException & { port?: number; cause?: NodeJS.ErrnoException };
  // fetch says only that it failed; why stands in its cause.
  const { code } = (cause ?? error) as NodeJS.ErrnoException;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken: stop the other program, or choose another port with PORT=3001.`;
    case 'EACCES':
      return `This is not allowed: ${message}. Choose a port above 1023 and a data folder that you may write to.`;
    case 'ENOSPC':
      return 'The disk is full: make room, then start again. Nothing that was stored is lost.';
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'CouchDB does not answer: check COUCHDB_URL and that CouchDB runs.';
    default:
      if (message?.startsWith('data folder in use')) {
        return `${message}. Another process has it open: stop that one, or set DATA_DIR to another folder.`;
      }
      return error instanceof Error ? error.message : String(error);
  }
}
