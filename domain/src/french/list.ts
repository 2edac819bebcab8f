/** Things said one after the other: "a", "a et b", "a, b et c"; or with "ou". */
export const list = (items: readonly string[], link: 'et' | 'ou' = 'et'): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${link} ${items.at(-1)}`;

const collator = new Intl.Collator('fr', { sensitivity: 'base', numeric: true });

/** The order in which people look for names: accents and case aside, "Sac 5 kg" before "Sac 25 kg". */
export const compareNames = (a: string, b: string): number => collator.compare(a, b);
