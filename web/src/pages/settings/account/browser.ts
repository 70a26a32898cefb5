const BROWSERS: readonly [RegExp, string][] = [[/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/SamsungBrowser\//, 'Samsung Internet'], [/Firefox\/|FxiOS\//, 'Firefox'], [/Chrome\/|CriOS\//, 'Chrome'], [/Safari\//, 'Safari']];
const SYSTEMS: readonly [RegExp, string][] = [[/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/Mac OS X|Macintosh/, 'a Mac'], [/CrOS/, 'ChromeOS'], [/Linux/, 'Linux']];

/** What a browser said of itself, in few words: `Firefox on Windows`. Whatever says nothing that is known is shown as it is. */
export function browserOf(client: string | null): string {
  if (client === null || client === '') return 'A browser that does not say its name';
  const find = (list: readonly [RegExp, string][]) => list.find(([pattern]) => pattern.test(client))?.[1];
  const [browser, system] = [find(BROWSERS), find(SYSTEMS)];
  if (browser === undefined && system === undefined) return client.length > 60 ? `${client.slice(0, 59)}…` : client;
  return [browser ?? 'A browser', system].filter(Boolean).join(' on ');
}
