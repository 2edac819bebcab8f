import { LRUCache } from 'lru-cache';

/** Gives the answer to a question about a state, which is made when it is first asked for. */
type KeptAnswers<A> = (state: object, question: string, make: () => A) => A;

/**
 * Answers about states of shops, which do not change: those to the `most` questions about each that were asked last are
 * kept, as long as somebody holds the state. What could not be answered is asked again.
 */
export function keptAnswers<A extends Promise<unknown>>(most: number): KeptAnswers<A> {
  const known = new WeakMap<object, LRUCache<string, A>>();
  return (state, question, make) => {
    const answers = known.get(state) ?? new LRUCache<string, A>({ max: most });
    known.set(state, answers);
    const found = answers.get(question);
    if (found) return found;
    const made = make();
    answers.set(question, made);
    made.catch(() => answers.delete(question));
    return made;
  };
}
