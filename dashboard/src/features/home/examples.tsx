import { useQuery } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ExampleDocument } from '../../graphql/generated.ts';
import { territoryPath } from '../../url.ts';
import classes from './home.module.css';

const EXAMPLES = [
  { id: 'commune:69123', text: 'exampleCity' },
  { id: 'epci:200046977', text: 'exampleEpci' },
  { id: 'commune:74010', text: 'exampleMerged' },
  { id: 'commune:22016', text: 'exampleIsland' },
  { id: 'departement:69', text: 'exampleDepartement' },
] as const;

/** A few territories worth a look, each for a reason; those that the data do not hold are not shown. */
export function Examples() {
  const { t } = useTranslation();
  return (
    <div className={classes.examples}>
      <p>{t('home.examples')}</p>
      <ul>
        {EXAMPLES.map(({ id, text }) => (
          <Example key={id} id={id} text={t(`home.${text}`)} />
        ))}
      </ul>
    </div>
  );
}

function Example({ id, text }: { readonly id: string; readonly text: string }) {
  const { data } = useQuery(ExampleDocument, { variables: { id } });
  if (!data?.territory) return null;
  return (
    <li>
      <Link to={territoryPath(id)}>{data.territory.name}</Link>, {text}
    </li>
  );
}
