export const trend = { fr: {}, en: {} } as const;
