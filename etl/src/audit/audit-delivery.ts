import { type Audit, type Catalogue, failure } from '@boussole/schema';
import { type Geography, type Input, type ObservationRow, readObservations } from '@boussole/warehouse';
import { earlierInput } from '../check/comparison.ts';
import type { Delivery, Rows } from '../delivery.ts';
import { adds, type Finding, runAudit } from './audits.ts';

/** What one audit of a delivery said. */
export type AuditResult = Finding & { readonly audit: string; readonly check: Audit['check'] };

/** A failed audit that a person sets aside, and why. */
export interface Override {
  readonly audit: string;
  readonly reason: string;
}

/** A failed audit that was set aside: kept with the load. */
export interface OverriddenAudit extends Override {
  readonly problem: string;
}

export interface AuditRequest {
  readonly delivery: Pick<Delivery, 'source' | 'vintage'>;
  readonly observations: Rows<ObservationRow>;
  readonly dataDirectory: string;
  /** Inputs that are or will be published, this delivery aside. */
  readonly inputs: readonly Input[];
  /** Inputs in service before, to compare with. */
  readonly before: readonly Input[];
  geography(): Promise<Geography>;
  readonly catalogue: Catalogue;
}

/** Runs the audits that the source of a delivery declares, in order. */
export async function auditDelivery(request: AuditRequest): Promise<readonly AuditResult[]> {
  const { source } = request.delivery;
  if (source.reader !== 'table' || source.audits.length === 0) return [];
  const { dataDirectory, inputs, before, observations } = request;
  const earlier = earlierInput(before, request.delivery);
  const delivery = {
    observations,
    earlier: earlier && (await readObservations(dataDirectory, earlier)),
    of: async (id: string) => {
      if (id === source.id) return [...observations];
      const others = inputs.filter((input) => input.source.id === id);
      return (await Promise.all(others.map((input) => readObservations(dataDirectory, input)))).flat();
    },
    geography: await request.geography(),
    isAdditive: adds(request.catalogue),
  };
  const results: AuditResult[] = [];
  for (const audit of source.audits) {
    results.push({ audit: audit.id, check: audit.check, ...(await runAudit(audit, delivery)) });
  }
  return results;
}

/** Throws `DELIVERY_AUDIT` with the audits that failed and that nobody sets aside; returns those set aside. */
export function refuseFailures(
  file: string,
  results: readonly AuditResult[],
  overrides: readonly Override[],
): readonly OverriddenAudit[] {
  const failures = results.flatMap((result) => (result.verdict === 'failed' ? [result] : []));
  const aside = failures.flatMap(({ audit, problem }) => {
    const override = overrides.find((each) => each.audit === audit);
    return override ? [{ ...override, problem }] : [];
  });
  const blocking = failures.filter(({ audit }) => !aside.some((override) => override.audit === audit));
  if (blocking.length === 0) return aside;
  const problems = blocking.map(({ audit, problem }) => `« ${audit} » : ${problem}`).join(' ; ');
  throw failure('DELIVERY_AUDIT', {
    file,
    problems,
    overrides: blocking.map(({ audit }) => `--override ${audit}`).join(' '),
  });
}

/** Says to a person what audits found. */
export function describeAudits(results: readonly AuditResult[]): readonly string[] {
  if (results.length === 0) return [];
  const passed = results.filter(({ verdict }) => verdict === 'passed').map(({ audit }) => audit);
  const others = results.flatMap((result) =>
    result.verdict === 'passed' ? [] : [`  ${WORDS[result.verdict]} « ${result.audit} » : ${result.problem}.`],
  );
  return [...(passed.length > 0 ? [`  Contrôles passés : ${passed.join(', ')}.`] : []), ...others];
}

const WORDS = { failed: 'Contrôle en échec', unchecked: 'Contrôle sans objet' } as const;
