import { Link } from 'react-router';
import { territoryPath } from '../url.ts';

/** Names of territories, each leading to its portrait. */
export function TerritoryLinks({
  territories,
}: {
  readonly territories: readonly { readonly id: string; readonly name: string }[];
}) {
  return territories.map(({ id, name }, index) => (
    <span key={id}>
      {index > 0 && ', '}
      <Link to={territoryPath(id)}>{name}</Link>
    </span>
  ));
}
