/** What CouchDB answered instead of what was asked; carries no request, so that it can be logged. */
export class CouchError extends Error {
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  constructor(status: number, reason: string) {
    super(`CouchDB: ${reason}`);
    this.name = 'CouchError';
    this.status = status;
  }

  /** Whether the database did not answer, or said that it cannot now. */
  get unavailable(): boolean {
    return this.status === 0 || this.status === 401 || this.status >= 500;
  }
}
