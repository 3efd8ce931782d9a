import type { Load, Verdict } from '@boussole/warehouse';
import { Arg, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { explainLoadProblemInEnglish } from '../english/load-problem.ts';
import { type Language, LanguageEnum, VerdictEnum } from './enums.ts';
import { LANGUAGE } from './language.ts';
import { DateTimeScalar } from './scalars.ts';

@ObjectType('QuarantineCount', { simpleResolvers: true, description: 'Rows refused for one reason.' })
export class QuarantineCount {
  @Field(() => String, { description: 'Code of the error: `CODE_UNKNOWN`.' })
  readonly code!: string;

  @Field(() => Int, { description: 'Number of rows.' })
  readonly rows!: number;
}

@ObjectType('AuditOverride', { simpleResolvers: true, description: 'A failed audit that was set aside.' })
export class AuditOverride {
  @Field(() => String, { description: 'Name of the audit in the descriptor of the source.' })
  readonly audit!: string;

  @Field(() => String, { description: 'French sentence: what it found.' })
  readonly problem!: string;

  @Field(() => String, { description: 'Why it was set aside, as the person wrote it.' })
  readonly reason!: string;
}

@ObjectType('LoadStep', { simpleResolvers: true, description: 'One step of a load, and how long it took.' })
export class LoadStepNode {
  @Field(() => String, {
    description:
      'Step: `read`, `check`, `store` of the delivery, then `gather`, `protect`, `restate`, `roll-up`, `write`, `audit`, `switch` of the publication.',
  })
  readonly step!: string;

  @Field(() => Float, { description: 'How long it took, in seconds.' })
  readonly duration!: number;
}

@ObjectType('Load', { description: 'One attempt to load one delivery. Refused ones are kept, with the reason why.' })
export class LoadNode {
  @Field(() => ID, { description: 'Id of the load.' })
  readonly id: string;

  @Field(() => ID, { description: 'Id of the source.' })
  readonly source: string;

  @Field(() => String, { nullable: true, description: 'Vintage of the delivery, null when it could not be read.' })
  readonly vintage: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the file, null when there was none.' })
  readonly file: string | undefined;

  @Field(() => String, { nullable: true, description: 'SHA-256 of its bytes, null when they could not be read.' })
  readonly sha256: string | undefined;

  @Field(() => Int, { description: 'Rows read in the file.' })
  readonly rowsIn: number;

  @Field(() => Int, { description: 'Rows kept.' })
  readonly rowsOut: number;

  @Field(() => Int, { description: 'Rows refused and put in quarantine.' })
  readonly rowsQuarantined: number;

  @Field(() => [QuarantineCount], { description: 'Why rows were refused.' })
  readonly quarantine: readonly QuarantineCount[];

  @Field(() => DateTimeScalar, { description: 'When it started.' })
  readonly startedAt: string;

  @Field(() => Float, { description: 'How long it took, in seconds.' })
  readonly duration: number;

  @Field(() => VerdictEnum, { description: 'What became of the delivery.' })
  readonly verdict: Verdict;

  @Field(() => String, {
    nullable: true,
    description: 'Code of the error that refused it, null when it was not refused.',
  })
  readonly problemCode: string | undefined;

  @Field(() => ID, { nullable: true, description: 'Publication that it led to, null when it led to none.' })
  readonly publication: string | null;

  @Field(() => [AuditOverride], { description: 'Audits that failed and were set aside.' })
  readonly overrides: readonly AuditOverride[];

  @Field(() => [LoadStepNode], { description: 'What was done, in order; empty for loads of earlier releases.' })
  readonly steps: readonly LoadStepNode[];

  readonly #problem: Load['problem'];

  constructor(load: Load) {
    this.id = load.id;
    this.source = load.source;
    this.vintage = load.vintage;
    this.file = load.file?.name;
    this.sha256 = load.file?.sha256;
    this.rowsIn = load.rows.read;
    this.rowsOut = load.rows.kept;
    this.rowsQuarantined = load.rows.quarantined;
    this.quarantine = Object.entries(load.quarantine).map(([code, rows]) => ({ code, rows }));
    this.startedAt = load.startedAt;
    this.duration = load.durationMs / 1_000;
    this.verdict = load.verdict;
    this.problemCode = load.problem?.code;
    this.#problem = load.problem;
    this.publication = load.publicationId;
    this.overrides = load.overrides;
    this.steps = load.steps.map(({ step, durationMs }) => ({ step, duration: durationMs / 1_000 }));
  }

  @Field(() => String, {
    nullable: true,
    description:
      'Sentence: why it was refused and what to do; null when it was not. In English, what it quotes of the file is left out.',
  })
  problem(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string | undefined {
    if (!this.#problem) return undefined;
    return language === 'fr' ? this.#problem.message : explainLoadProblemInEnglish(this.#problem);
  }
}
