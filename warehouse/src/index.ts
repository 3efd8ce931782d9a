export { recordFor } from './access/record.ts';
export { accessClass } from './access/views.ts';
export * from './catalogue/access/access.ts';
export { dayInFrance } from './catalogue/access/grants.ts';
export { type CatalogueOptions, openCatalogue, type PeopleCatalogue } from './catalogue/catalogue.ts';
export type { TerritoryGroup } from './catalogue/groups.ts';
export type { Load, LoadStep, NewLoad, Verdict } from './catalogue/loads.ts';
export type { Mandate } from './catalogue/mandates.ts';
export type { PublicationSeen } from './catalogue/publications-seen.ts';
export type { SavedView, ViewKeeper } from './catalogue/saved-views.ts';
export type { ComposedTerritory, Composition } from './composed/composition.ts';
export { toGroupTerritory } from './composed/group.ts';
export { type BuildProgress, type BuildStep, buildCube } from './cube/build.ts';
export type { Usage } from './cube/open-cube.ts';
export { numberTerritories } from './cube/places.ts';
export { quotientIn } from './cube/quotient.ts';
export { TILES_FILE } from './cube/tile-file.ts';
export { writeTiles } from './cube/write-tiles.ts';
export { attack, type LinkedTable } from './disclosure/attack.ts';
export { attackPublication } from './disclosure/attack-publication.ts';
export { attackTogether, type Findings, investigate } from './disclosure/attack-together.ts';
export { findIdentities } from './disclosure/find-identities.ts';
export type { Attacked } from './disclosure/hide-secondary.ts';
export { type LinkedMeasures, linkMeasures } from './disclosure/linked-measures.ts';
export { type LinkedFigures, linkFigures, type SourceFigure } from './disclosure/linked-table.ts';
export { openSolver, type Solver } from './disclosure/pinned.ts';
export { protect } from './disclosure/protect.ts';
export { protectTogether } from './disclosure/protect-together.ts';
export * from './outlines/outlines.ts';
export * from './publication/check-catalogue.ts';
export * from './publication/input.ts';
export { isAlive } from './publication/lock.ts';
export * from './publication/publications.ts';
export * from './publication/publish.ts';
export { loadGeography, readPublishedGeography } from './publication/published-geography.ts';
export { readCatalogue } from './publication/read-catalogue.ts';
export { readObservations } from './publication/read-observations.ts';
export { type DeliveryChange, Warehouse, type WarehouseOptions } from './publication/warehouse.ts';
export { INPUT_FOLDER, type InputDraft, writeInput } from './publication/write-input.ts';
export { placeOfPath } from './publication/yaml-place.ts';
export type { AgeProjection, AgeProjectionQuestion, ProjectedBand } from './reading/age-projection.ts';
export * from './reading/answers.ts';
export * from './reading/cell-answers.ts';
export type { ChanceInterval } from './reading/chance.ts';
export { coveredPercent } from './reading/covered-percent.ts';
export * from './reading/cube-answers.ts';
export type { Derivation } from './reading/derivation.ts';
export { explainMarkedGaps } from './reading/explain-marked-gaps.ts';
export { isMeasured } from './reading/marked-column.ts';
export * from './reading/marked-gap-answers.ts';
export * from './reading/position-answers.ts';
export { roundTo } from './reading/round-to.ts';
export * from './reading/significance-answers.ts';
export type { SourceUse } from './reading/source-uses.ts';
export * from './reading/trend-answers.ts';
export { type DataPaths, dataPaths, prepareDataDirectory } from './store/data-directory.ts';
export { after, allOf, type Eventual } from './store/eventual.ts';
export { atOnce, Gradual, type Steps, sortedInSteps } from './store/steps.ts';
export type { Alias } from './territories/aliases.ts';
export type { CodeCensus } from './territories/census.ts';
export { TEXT_MATCHES, type TextMatch } from './territories/found.ts';
export * from './territories/geography.ts';
export { mergeMovements } from './territories/movement.ts';
export * from './territories/passage.ts';
export * from './territories/resolve.ts';
export { buildSearch, type TerritorySearch } from './territories/search.ts';
export type { SearchSources } from './territories/search-entries.ts';
export * from './territories/territory.ts';
export {
  type CommuneState,
  codesAbove,
  type DepartementState,
  type EpciState,
  type Membership,
  type RegionState,
} from './territories/yearbook.ts';
