import { useSearchParams } from 'react-router';

/** The load whose rows set aside are shown, in the address of the page, and how to show those of another or of none. */
export function useSetAside(): readonly [string | null, (load: string | undefined) => void] {
  const [parameters, setParameters] = useSearchParams();
  const show = (load: string | undefined) => {
    const next = new URLSearchParams(parameters);
    if (load) next.set('ecartees', load);
    else next.delete('ecartees');
    setParameters(next, { preventScrollReset: true });
  };
  return [parameters.get('ecartees'), show];
}
