export const compare = { fr: {}, en: {} } as const;
