export const indicators = { fr: {}, en: {} } as const;
