const fr = {
  title: 'Accessibilité',
  lead: 'Ce qui a été vérifié sur ce site, ce qui ne l’a pas été, et comment signaler une difficulté.',
  status: 'État',
  statusText:
    'Ce site suit le référentiel général d’amélioration de l’accessibilité (RGAA 4.1) dans sa construction. Il n’a pas encore fait l’objet d’un audit complet par un tiers : aucun taux de conformité n’est déclaré.',
  checked: 'Ce qui est vérifié à chaque version',
  checkedRules:
    'Les pages sont examinées dans un vrai navigateur par axe, avec les règles WCAG 2.1 et 2.2 (niveaux A et AA) et celles du RGAA 4 : aucune anomalie n’est admise.',
  checkedThemes: 'Les contrastes sont examinés en thème clair et en thème sombre.',
  checkedWidth:
    'À 320 pixels de large, les pages se lisent sans défilement horizontal, hors des tableaux, qui défilent en eux-mêmes.',
  checkedKeyboard:
    'La recherche d’une commune au clavier seul, jusqu’à son portrait, est parcourue. Dans un tableau interactif, les flèches vont de case en case, Entrée ouvre ce qu’une case montre, Tab en sort. Sur un titre de colonne, Entrée trie et Ctrl + Entrée ouvre le filtre ; sur un groupe de lignes, Entrée le déplie et Maj + Entrée ouvre son portrait.',
  checkedStates:
    'Une valeur secrète, absente, sans objet, estimée ou nulle se distingue par un texte ou une forme, jamais par la seule couleur.',
  checkedTables: 'Les courbes, les pyramides et la carte ont un tableau des mêmes chiffres.',
  unchecked: 'Ce qui n’est pas vérifié',
  uncheckedReaders: 'L’usage avec un lecteur d’écran n’est pas essayé par des personnes à chaque version.',
  uncheckedGrid:
    'Dans les longs tableaux, les lignes sont chargées au fil du défilement : un lecteur d’écran ne les énumère pas toutes d’un coup. L’export CSV ou XLSX donne le tableau entier.',
  uncheckedFiles: 'Les fichiers exportés (tableurs, images, PDF du navigateur) ne sont pas examinés.',
  report: 'Signaler une difficulté',
  reportText:
    'Écrivez à l’organisme qui met ce site à votre disposition, en donnant l’adresse de la page, ce que vous vouliez faire, votre navigateur et, le cas échéant, votre outil d’assistance. L’adresse de la page contient tout ce qui y est affiché : elle suffit à retrouver la même vue.',
  defender: 'Si vous n’obtenez pas de réponse satisfaisante, vous pouvez saisir le Défenseur des droits.',
  defenderLink: 'Formulaire du Défenseur des droits',
} as const;

const en: { readonly [Key in keyof typeof fr]: string } = {
  title: 'Accessibility',
  lead: 'What was checked on this site, what was not, and how to report a difficulty.',
  status: 'Status',
  statusText:
    'This site is built along the French accessibility guidelines (RGAA 4.1). It has not been fully audited by a third party yet: no rate of compliance is declared.',
  checked: 'What is checked in each version',
  checkedRules:
    'Pages are examined in a real browser by axe, with the rules of WCAG 2.1 and 2.2 (levels A and AA) and those of RGAA 4: no violation is accepted.',
  checkedThemes: 'Contrasts are examined in the light and the dark theme.',
  checkedWidth:
    'At 320 pixels wide, pages read without horizontal scrolling, except tables, which scroll within themselves.',
  checkedKeyboard:
    'Finding a commune by keyboard alone, up to its portrait, is walked through. In an interactive table, arrows go from cell to cell, Enter opens what a cell shows, Tab leaves it. On the title of a column, Enter sorts and Ctrl + Enter opens the filter; on a group of rows, Enter expands it and Shift + Enter opens its profile.',
  checkedStates:
    'A secret, missing, not applicable, estimated or zero value is told apart by a text or a shape, never by colour alone.',
  checkedTables: 'Curves, pyramids and the map have a table of the same figures.',
  unchecked: 'What is not checked',
  uncheckedReaders: 'Use with a screen reader is not tried by people in each version.',
  uncheckedGrid:
    'In long tables, rows are loaded while scrolling: a screen reader does not list them all at once. The CSV or XLSX export gives the whole table.',
  uncheckedFiles: 'Exported files (spreadsheets, images, PDF of the browser) are not examined.',
  report: 'Report a difficulty',
  reportText:
    'Write to the organisation that offers you this site, with the address of the page, what you wanted to do, your browser and your assistive tool if you use one. The address of the page holds all that it shows: it is enough to find the same view.',
  defender: 'If the answer does not satisfy you, you may turn to the French Defender of Rights.',
  defenderLink: 'Form of the Defender of Rights',
};

export const accessibility = { fr, en };
