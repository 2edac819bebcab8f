/** The colours of the app on paper, as RRGGBB: what its charts and heads are drawn in. */
export const COLOURS = {
  accent: '1D4FD7',
  accentPress: '163FAE',
  accentSoft: 'E7EEFD',
  ink: '12161C',
  inkSoft: '48515E',
  line: 'D9DDE4',
  /** One after the other, as many as a chart has series. */
  series: ['1D4FD7', '1D9A5C', 'D98A1A'],
} as const;
