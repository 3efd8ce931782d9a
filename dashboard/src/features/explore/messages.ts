export const explore = { fr: {}, en: {} } as const;
