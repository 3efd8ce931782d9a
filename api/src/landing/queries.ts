interface WorkedQuery {
  readonly title: string;
  readonly titleInEnglish: string;
  readonly query: string;
}

/** Worked questions of the page at `/graphql`, each with what it answers. */
export const WORKED_QUERIES: readonly WorkedQuery[] = [
  {
    title: 'Chercher une commune',
    titleInEnglish: 'Search for a commune',
    query: `{
  territories(search: "st etienne", level: COMMUNE, first: 5) {
    totalCount
    edges { reason node { id name population populationYear parents { id name } } }
  }
}`,
  },
  {
    title: 'Lire un territoire et son histoire',
    titleInEnglish: 'Read a territory and its history',
    query: `{
  territory(id: "commune:69123") {
    name
    population
    parents { level name }
    events { date kind label }
  }
}`,
  },
  {
    title: 'Parcourir le catalogue des indicateurs',
    titleInEnglish: 'Go through the catalogue of indicators',
    query: `{
  themes { id label }
  indicators {
    id label unit definition formula cautions
    years { year vintage communes epci }
    sources { title producer licence landingPage }
  }
}`,
  },
  {
    title: 'Expliquer un chiffre',
    titleInEnglish: 'Explain a figure',
    query: `{
  cell(indicator: "population_municipale", territory: "epci:200046977", year: 2022) {
    value state method explanation
    coverage { communes communesTotal population }
    inputs { file sha256 source { title } }
    publication { id publishedAt }
  }
}`,
  },
  {
    title: 'Comparer des territoires',
    titleInEnglish: 'Compare territories',
    query: `{
  compare(territories: ["commune:69123", "commune:69266"], indicators: ["population_municipale", "population_totale"]) {
    territories { name }
    benchmarks { name }
    columns { indicator { label } year values states positions(within: FRANCE) { ranks percentiles sizes } }
    warnings { code message }
  }
}`,
  },
  {
    title: 'Suivre une tendance à géographie constante',
    titleInEnglish: 'Follow a trend in constant geography',
    query: `{
  trend(indicator: "population_municipale", territories: ["commune:69123"]) {
    years
    series { territory { name } values states change { sentence } events { date label } }
    mandates { label from to }
    warnings { code message }
  }
}`,
  },
  {
    title: 'Lire une page de tableau, triée par le serveur',
    titleInEnglish: 'Read a page of a table, sorted by the server',
    query: `{
  grid(
    rows: { level: COMMUNE, within: "departement:69" }
    columns: [{ indicator: "population_municipale", year: 2022 }, { indicator: "population_municipale", year: 2021 }]
    sort: [{ column: { indicator: "population_municipale", year: 2022 }, descending: true }]
    first: 10
  ) {
    totalCount
    pageInfo { hasNextPage endCursor }
    rows { codes names epci }
    columns { indicator { shortLabel } year values states }
  }
}`,
  },
  {
    title: 'Filtrer : les communes de plus de 100 000 habitants',
    titleInEnglish: 'Filter: communes of more than 100,000 inhabitants',
    query: `{
  grid(
    rows: { level: COMMUNE }
    columns: [{ indicator: "population_municipale", year: 2022 }]
    filters: [{ column: { indicator: "population_municipale", year: 2022 }, operator: GT, value: 100000 }]
  ) {
    totalCount
    rows { names departements }
    columns { values }
  }
}`,
  },
  {
    title: 'Dessiner une carte des EPCI d’une région',
    titleInEnglish: 'Draw a map of the EPCI of a région',
    query: `{
  mapLayer(indicator: "population_municipale", year: 2022, level: EPCI, within: "region:84") {
    ids values states breaks
  }
}`,
  },
  {
    title: 'Retrouver d’où viennent les données',
    titleInEnglish: 'Find where the data come from',
    query: `{
  publications {
    id publishedAt current cells referenceVintage changes
    inputs { file vintage rowsIn rowsOut rowsQuarantined source { title landingPage } }
  }
}`,
  },
];
