const fr = {
  signIn: 'Se connecter',
  signOut: 'Se déconnecter',
  account: 'Mon compte',
  accountOf: 'Mon compte : {{name}}',
  READER: 'Lecture',
  MEMBER: 'Membre d’une organisation',
  STATISTICIAN: 'Statistique',
  ADMINISTRATOR: 'Administration',
  grants: 'Données sous convention ouvertes',
  grantsNone: 'Aucune donnée sous convention ne vous est ouverte : vous lisez les chiffres publics.',
  until: 'jusqu’au {{day}}',
  territories_one: '{{count}} territoire',
  territories_other: '{{count}} territoires',
} as const;

const en: { readonly [Key in keyof typeof fr]: string } = {
  signIn: 'Sign in',
  signOut: 'Sign out',
  account: 'My account',
  accountOf: 'My account: {{name}}',
  READER: 'Reader',
  MEMBER: 'Member of an organisation',
  STATISTICIAN: 'Statistician',
  ADMINISTRATOR: 'Administrator',
  grants: 'Data under convention open to you',
  grantsNone: 'No data under convention is open to you: you read public figures.',
  until: 'until {{day}}',
  territories_one: '{{count}} territory',
  territories_other: '{{count}} territories',
};

export const account = { fr, en };
