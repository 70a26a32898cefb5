import type { Schemas } from '../../api/client.ts';

/** One kind of trouble in which a person is asked, and when. */
export type Rule = Schemas['FallbackRuleBody'];
/** What goes wrong with publishing by itself. */
export type Trouble = Schemas['FallbackOn'];
/** When a person is asked. */
export type When = NonNullable<Rule['when']>;

/** Every kind of trouble: in few words within a sentence, and what it is. */
export const TROUBLES: Readonly<Record<Trouble, { word: string; means: string }>> = {
  unhealthy: { word: 'a network that keeps failing', means: 'The network fails again and again on an account' },
  rate_limited: { word: 'limits', means: 'A limit leaves no room before it is too late' },
  token: { word: 'a lost access', means: 'An account must be connected again' },
  not_allowed: { word: 'a missing plan or audit', means: 'The plan locks the network, or the network has not audited the app' },
  retries_exhausted: { word: 'used-up attempts', means: 'Every attempt failed' },
  any_error: { word: 'any trouble', means: 'Anything else keeps a post from going out' },
};

/** When a person may be asked; used-up attempts can be no earlier. */
export const timesOf = (on: Trouble): readonly When[] => (on === 'retries_exhausted' ? ['after_backoff'] : ['before_backoff', 'after_backoff']);

/** What stands in the list of choices. */
export const TIMES: Readonly<Record<When, string>> = {
  before_backoff: 'Ask a person at once',
  after_backoff: 'Ask a person after all tries',
};

/** When a person is asked in some trouble; null for never. */
export const whenOf = (rules: readonly Rule[], on: Trouble): When | null => {
  const rule = rules.find(one => one.on === on);
  return rule === undefined ? null : (rule.when ?? 'after_backoff');
};

/** The rules with another one for some trouble, in the order in which they are shown. */
export function withRule(rules: readonly Rule[], on: Trouble, when: When | null): Rule[] {
  const order = Object.keys(TROUBLES) as Trouble[];
  const others = rules.filter(rule => rule.on !== on);
  return (when === null ? others : [...others, { on, when }]).toSorted((one, other) => order.indexOf(one.on) - order.indexOf(other.on));
}

/** In which trouble a person is asked, within a sentence. */
export function fallbackWords(rules: readonly Rule[]): string {
  if (rules.length === 0) return 'nobody is asked to';
  if (rules.some(rule => rule.on === 'any_error')) return 'a person, in any trouble';
  return `a person, after ${rules.map(rule => TROUBLES[rule.on].word).join(', ').replace(/, ([^,]*)$/, ' or $1')}`;
}
