import type { Instant } from '@digiboost/domain/shared/day';
import type { PackedOutlook } from './packed-outlook.ts';

/** What the analyses' worker offers its page. */
export type InsightService = {
  methods: {
    /** `at`: the time as the page knows it. */
    ask(analysis: string, args: unknown, at: Instant): unknown;
    time(at: Instant): void;
  };
  news: {
    /** The shop's outlook, made while somebody subscribes to it; null while a part of the history is still to come. */
    outlook: PackedOutlook | null;
    /** The analyses have heard of a change. */
    changed: null;
  };
};
