import { failure } from '@boussole/schema';
import { Column, type DataSource, Entity, In, PrimaryColumn } from 'typeorm';
import { keyed } from './batches.ts';
import { checkName, isUuid } from './identifiers.ts';

/** A view of the dashboard that somebody named to come back to it. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  /** Path and query of the dashboard: `/comparer?t=commune:69123`. */
  readonly state: string;
  /** ISO moment. */
  readonly createdAt: string;
}

export interface SavedViewQueries {
  /** Latest first. */
  savedViews(question: { readonly first: number; readonly offset?: number }): Promise<readonly SavedView[]>;
  /** Unknown ids have no entry. */
  savedViewsByIds(ids: readonly string[]): Promise<ReadonlyMap<string, SavedView>>;
  /** Throws `ARGUMENT_INVALID` for an empty name or a state that is not a path of the dashboard. */
  createSavedView(view: Pick<SavedView, 'name' | 'state'>): Promise<SavedView>;
  /** Undefined when there is no such view. */
  renameSavedView(id: string, name: string): Promise<SavedView | undefined>;
  /** False when there is no such view. */
  deleteSavedView(id: string): Promise<boolean>;
}

@Entity('saved_view')
export class SavedViewEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text' }) state!: string;
  @Column({ type: 'timestamptz', name: 'created_at' }) createdAt!: Date;
}

const STATE_LENGTH = 8_000;

export function savedViewQueries(database: DataSource, newId: () => string, now: () => Date): SavedViewQueries {
  const views = database.getRepository(SavedViewEntity);
  return {
    async savedViews({ first, offset = 0 }) {
      const found = await views.find({ order: { createdAt: 'DESC', id: 'ASC' }, take: first, skip: offset });
      return found.map(toSavedView);
    },
    async savedViewsByIds(ids) {
      return keyed((await views.findBy({ id: In(ids.filter(isUuid)) })).map(toSavedView), (view) => view.id);
    },
    async createSavedView({ name, state }) {
      const entity = { id: newId(), name: checkName(name), state: checkState(state), createdAt: now() };
      await views.insert(entity);
      return toSavedView(entity);
    },
    async renameSavedView(id, name) {
      const checked = checkName(name);
      if (!isUuid(id)) return undefined;
      await views.update({ id }, { name: checked });
      const found = await views.findOneBy({ id });
      return found ? toSavedView(found) : undefined;
    },
    async deleteSavedView(id) {
      return isUuid(id) && (await views.delete({ id })).affected === 1;
    },
  };
}

function checkState(state: string): string {
  // One leading slash only: `//host` would be another site.
  if (state.length <= STATE_LENGTH && /^\/(?![/\\])[^\p{Cc}\s]*$/u.test(state)) return state;
  const problem = `un chemin du tableau de bord de ${STATE_LENGTH} caractères au plus est attendu, par exemple /comparer?t=commune:69123`;
  throw failure('ARGUMENT_INVALID', { argument: 'state', problem });
}

function toSavedView({ id, name, state, createdAt }: SavedViewEntity): SavedView {
  return { id, name, state, createdAt: createdAt.toISOString() };
}
