/** The argument of a text that there is in both languages. */
export const LANGUAGE = { defaultValue: 'fr', description: 'Language of the text.' } as const;
