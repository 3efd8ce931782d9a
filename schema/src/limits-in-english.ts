import type { LimitName } from './limits.ts';

/** What each limit bounds, in English. */
export const LIMITS_IN_ENGLISH: Readonly<Record<LimitName, string>> = {
  queryDepth: 'How deep a GraphQL question and each of its variables may be.',
  queryCharacters: 'Length of a GraphQL question, in characters.',
  queryTokens: 'How many tokens a GraphQL question may have.',
  queryAliases:
    'How many root fields a GraphQL question may have, and how often it may ask for a field again at the same place.',
  nameCharacters:
    'Length of a name in a GraphQL question, in characters: an alias is repeated in each row of the answer.',
  queryDirectives: 'How many directives a GraphQL question may have.',
  queryCost:
    'Estimated cost of a GraphQL question: a field costs 1, a list of territories 10,000, a table, a map or a distribution 25,000, the whole schema 50,000, marked gaps 100,000, peers 200,000.',
  bodyBytes: 'Size of an HTTP request, in bytes.',
  cells: 'How many cells an answer may have; a rank counts for 2, a judged gap for 4, a year of change for 16.',
  objects: 'How many territories an answer may have, parents and members included.',
  pageRows: 'How many rows a page may have.',
  compareTerritories: 'How many territories a comparison may have.',
  columns: 'How many columns an answer may have.',
  conditions: 'How many conditions on its rows a table may have, and keys of its order.',
  searchCharacters: 'Length of a searched text, in characters.',
  questionMilliseconds: 'Time of a question, in milliseconds: it is interrupted beyond.',
  requestMilliseconds: 'Time to receive an HTTP request, in milliseconds: clients that are too slow are cut.',
  lastDownloadMilliseconds:
    'Time left to running downloads when the server stops, in milliseconds; a question has that of any question.',
  runningQuestions: 'How many questions the server answers at the same time; the next ones wait.',
  waitingQuestions: 'How many questions may wait for their turn; the next ones are refused.',
  questionsPerMinute: 'How many questions the same address or account may ask in a minute.',
  savedViews: 'How many views may be saved, of everybody; beyond, some must be deleted.',
  viewsPerHour: 'How many views the same address or account may save in an hour: nobody takes the place of all.',
  hotBytes: 'Memory of the indicators kept ready, of all publications that are open, in bytes.',
  answerBytes: 'Memory of the answers kept finished, compressed ones included, in bytes.',
  readingMegabytes: 'Memory of DuckDB when the server reads a publication, in megabytes; it keeps three open at most.',
  duckdbMegabytes: 'Memory of DuckDB when it loads, publishes or compares deliveries, in megabytes.',
  inputBytes: 'Size of a file to load, in bytes.',
};
