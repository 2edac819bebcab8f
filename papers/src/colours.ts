/** The colours of the app on paper, as RRGGBB (see the app's tokens): what its charts and heads are drawn in. */
export const COLOURS = {
  accent: '1A45BD',
  accentPress: '143796',
  accentSoft: 'E7EEFD',
  ink: '12161C',
  inkSoft: '434B57',
  line: 'DDD9D0',
  stripe: 'F6F4EF',
  /** One after the other, as many as a chart has series. */
  series: ['1A45BD', '1D8F55', 'D07D0A'],
} as const;
