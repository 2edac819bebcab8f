/** Where Back leads: to the first day's steps for whoever comes from them (`?de=demarrer`), else to `usual`. */
export const backOf = ({ searchParams }: URL, usual: string): string =>
  searchParams.get('de') === 'demarrer' ? '/demarrer' : usual;
