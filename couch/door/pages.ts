/** The most that one request to a shop asks or brings: phones cut their questions by it, the door holds them to it. */
export const PAGE = {
  /** Changes in one answer, with their documents. */
  changes: 1_000,
  /** Documents in one write. */
  documents: 500,
  /** Ids that are asked about, and revisions that are asked for. */
  ids: 1_000,
  /** Ranges of ids in one question. */
  ranges: 16,
  /** Documents that the ranges of one question bring, all together. */
  rows: 10_000,
  /** Queries of a view in one question, or keys when it is asked by keys. */
  queries: 500,
  /** Queries of a whole view, or of many of its days, in one question. */
  wideQueries: 4,
  /** Days whose totals one query asks for. */
  days: 92,
} as const;
