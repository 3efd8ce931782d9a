import { failure } from '@boussole/schema';
import { Column, type DataSource, Entity, In, PrimaryColumn } from 'typeorm';
import { hashSecret } from './access/secret.ts';
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
  /** Whether whoever asks may change it. */
  readonly mayChange: boolean;
}

/** Whoever asks: an account, a browser by the secret that it keeps, both, or nobody in particular. */
export interface ViewKeeper {
  readonly accountId?: string;
  readonly secret?: string;
  /** Looks after the views of everybody. */
  readonly isOfAll?: boolean;
}

export interface SavedViewQueries {
  /** Latest first. */
  savedViews(
    question: { readonly first: number; readonly offset?: number },
    by?: ViewKeeper,
  ): Promise<readonly SavedView[]>;
  countSavedViews(): Promise<number>;
  /** Unknown ids have no entry. */
  savedViewsByIds(ids: readonly string[], by?: ViewKeeper): Promise<ReadonlyMap<string, SavedView>>;
  /** Throws `ARGUMENT_INVALID` for an empty name or a state that is not a path of the dashboard. */
  createSavedView(view: Pick<SavedView, 'name' | 'state'>, by?: ViewKeeper): Promise<SavedView>;
  /** Undefined when there is no such view; throws `NOT_ALLOWED` for the view of others. */
  renameSavedView(id: string, name: string, by: ViewKeeper): Promise<SavedView | undefined>;
  /** False when there is no such view; throws `NOT_ALLOWED` for the view of others. */
  deleteSavedView(id: string, by: ViewKeeper): Promise<boolean>;
}

@Entity('saved_view')
export class SavedViewEntity {
  @PrimaryColumn({ type: 'uuid' }) id!: string;
  @Column({ type: 'text' }) name!: string;
  @Column({ type: 'text' }) state!: string;
  @Column({ type: 'timestamptz', name: 'created_at' }) createdAt!: Date;
  @Column({ type: 'uuid', name: 'account_id', nullable: true }) accountId!: string | null;
  @Column({ type: 'text', name: 'keeper_hash', nullable: true }) keeperHash!: string | null;
}

const STATE_LENGTH = 8_000;
const NOBODY: ViewKeeper = {};

export function savedViewQueries(database: DataSource, newId: () => string, now: () => Date): SavedViewQueries {
  const views = database.getRepository(SavedViewEntity);
  const changeable = async (id: string, by: ViewKeeper): Promise<SavedViewEntity | null> => {
    const found = isUuid(id) ? await views.findOneBy({ id }) : null;
    if (found && !mayChange(found, by)) throw failure('NOT_ALLOWED', { action: 'view:write' });
    return found;
  };
  return {
    async savedViews({ first, offset = 0 }, by = NOBODY) {
      const found = await views.find({ order: { createdAt: 'DESC', id: 'ASC' }, take: first, skip: offset });
      return found.map((view) => toSavedView(view, by));
    },
    countSavedViews: () => views.count(),
    async savedViewsByIds(ids, by = NOBODY) {
      const found = await views.findBy({ id: In(ids.filter(isUuid)) });
      return keyed(
        found.map((view) => toSavedView(view, by)),
        (view) => view.id,
      );
    },
    async createSavedView({ name, state }, by = NOBODY) {
      const entity = {
        id: newId(),
        name: checkName(name),
        state: checkState(state),
        createdAt: now(),
        accountId: by.accountId ?? null,
        keeperHash: by.secret === undefined ? null : hashSecret(by.secret),
      };
      await views.insert(entity);
      return toSavedView(entity, by);
    },
    async renameSavedView(id, name, by) {
      const checked = checkName(name);
      const found = await changeable(id, by);
      if (!found) return undefined;
      await views.update({ id }, { name: checked });
      return toSavedView({ ...found, name: checked }, by);
    },
    async deleteSavedView(id, by) {
      return (await changeable(id, by)) !== null && (await views.delete({ id })).affected === 1;
    },
  };
}

function mayChange({ accountId, keeperHash }: SavedViewEntity, by: ViewKeeper): boolean {
  const isOfAccount = accountId !== null && accountId === by.accountId;
  const isOfBrowser = keeperHash !== null && by.secret !== undefined && keeperHash === hashSecret(by.secret);
  return isOfAccount || isOfBrowser || by.isOfAll === true;
}

function checkState(state: string): string {
  // One leading slash only: `//host` would be another site.
  if (state.length <= STATE_LENGTH && /^\/(?![/\\])[^\p{Cc}\s]*$/u.test(state)) return state;
  const problem = `un chemin du tableau de bord de ${STATE_LENGTH} caractères au plus est attendu, par exemple /comparer?t=commune:69123`;
  throw failure('ARGUMENT_INVALID', { argument: 'state', problem });
}

function toSavedView(view: SavedViewEntity, by: ViewKeeper): SavedView {
  const { id, name, state, createdAt } = view;
  return { id, name, state, createdAt: createdAt.toISOString(), mayChange: mayChange(view, by) };
}
