import type { Instant } from '@digiboost/domain/shared/day';
import { noticeChannel } from '../model/notices.ts';
import { serve } from '../workers/protocol.ts';
import { Analyst } from './analyst.ts';
import type { InsightService } from './insight-service.ts';
import { OutlookStore } from './outlook-store.ts';

/**
 * The worker in which one tab's analyses are computed, named as the shop: it reads the projections and never writes
 * them.
 */

/** What is added to the phone's clock, ms: the page knows it, and tells it again before the clock can go far astray. */
let correctionMs = 0;
const follow = (at: Instant): void => {
  correctionMs = Date.parse(at) - Date.now();
};
const analyst = new Analyst({
  name: self.name,
  store: new OutlookStore(self.name),
  now: () => new Date(Date.now() + correctionMs).toISOString(),
  onOutlook: (outlook) => service.tell('outlook', outlook),
  onChange: () => service.tell('changed', null),
  report: (error) => console.error(error),
});
const service = serve<InsightService>(self, {
  methods: {
    ask: (analysis, args, at) => {
      follow(at);
      return analyst.ask(analysis, args);
    },
    time: (at) => {
      follow(at);
      analyst.checkDay();
    },
  },
  onSubscribe: (topic, isOn) => {
    if (topic === 'outlook') analyst.watch(isOn);
  },
});
noticeChannel(self.name).onmessage = ({ data }) => analyst.receive(data);
