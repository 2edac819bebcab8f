import type { PackedOutlook } from './packed-outlook.ts';

/** What the analyses' worker offers its page. */
export type InsightService = {
  methods: {
    ask(analysis: string, args: unknown): unknown;
  };
  news: {
    /** The shop's outlook, made while somebody subscribes to it; null while a part of the history is still to come. */
    outlook: PackedOutlook | null;
    /** The analyses have heard of a change. */
    changed: null;
  };
};
