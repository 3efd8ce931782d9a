/** Descriptions of the arguments that many fields share. */
export const PUBLICATION = {
  nullable: true,
  description:
    'Id of the publication to read, to get exactly what was read before; null reads the current one. PUBLICATION_UNKNOWN, PUBLICATION_NONE.',
} as const;

export const LEVEL = {
  defaultValue: 'commune',
  description: 'Level of the territories; GROUPE is refused with ARGUMENT_INVALID.',
} as const;

export const WITHIN = {
  nullable: true,
  description: 'Only territories inside this one; TERRITORY_UNKNOWN when there is none.',
} as const;

export const GEOGRAPHY = { defaultValue: 'CONSTANT', description: 'How past figures are read.' } as const;

export const AFTER = {
  nullable: true,
  description: 'Cursor of the last row of the page before. CURSOR_INVALID when it comes from another question.',
} as const;

export const OFFSET = { defaultValue: 0, description: 'Rows to skip.' } as const;

export const FIRST_LATEST = { defaultValue: 50, description: 'Number of rows; at most the limit `pageRows`.' } as const;
