const fr = {
  save: 'Enregistrer cette vue',
  saveHelp: 'Elle sera sur la page d’accueil, pour tous ceux qui utilisent ce Boussole.',
  name: 'Nom de la vue',
  confirm: 'Enregistrer',
  cancel: 'Annuler',
  saved: '« {{name}} » est enregistrée.',
  copy: 'Copier le lien',
  copied: 'Lien copié',
  title: 'Vues enregistrées',
  savedOn: 'enregistrée le {{day}}',
  rename: 'Renommer {{name}}',
  copyOf: 'Copier le lien de {{name}}',
  remove: 'Supprimer {{name}}',
  removeSure: 'Supprimer « {{name}} » ? Le lien copié continuera de marcher, son nom disparaîtra de la liste.',
  removeConfirm: 'Supprimer',
  more: 'Afficher les plus anciennes',
} as const;

const en: { readonly [Key in keyof typeof fr]: string } = {
  save: 'Save this view',
  saveHelp: 'It will be on the home page, for everyone who uses this Boussole.',
  name: 'Name of the view',
  confirm: 'Save',
  cancel: 'Cancel',
  saved: '“{{name}}” is saved.',
  copy: 'Copy the link',
  copied: 'Link copied',
  title: 'Saved views',
  savedOn: 'saved on {{day}}',
  rename: 'Rename {{name}}',
  copyOf: 'Copy the link of {{name}}',
  remove: 'Remove {{name}}',
  removeSure: 'Remove “{{name}}”? A copied link will still work, its name will leave the list.',
  removeConfirm: 'Remove',
  more: 'Show older ones',
};

export const views = { fr, en };
