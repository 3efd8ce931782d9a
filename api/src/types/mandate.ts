import type { Indicator, LocalizedText } from '@boussole/schema';
import type { Mandate, SpanChange } from '@boussole/warehouse';
import { Arg, Field, ObjectType } from 'type-graphql';
import { nameMandateInEnglish } from '../english/mandate.ts';
import type { Lease } from '../lease.ts';
import { type Language, LanguageEnum } from './enums.ts';
import { LANGUAGE } from './language.ts';
import { DateScalar } from './scalars.ts';
import { TrendChangeNode } from './trend-change.ts';

@ObjectType('Mandate', { description: 'A term of office, to be shaded behind a curve.' })
export class MandateNode implements Mandate {
  readonly label!: string;

  @Field(() => String, {
    name: 'label',
    description: 'Name: « Mandat 2020-2026 »; in English, that of a mandate that somebody named is as they wrote it.',
  })
  labelIn(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string {
    return language === 'fr' ? this.label : nameMandateInEnglish(this.label);
  }

  @Field(() => DateScalar, { description: 'First day.' })
  readonly from!: string;

  @Field(() => DateScalar, { nullable: true, description: 'First day that is no longer in it, null while it runs.' })
  readonly to!: string | null;
}

@ObjectType('MandateChange', { description: 'What changed over a mandate, or why that cannot be told yet.' })
export class MandateChangeNode {
  @Field(() => MandateNode, { description: 'The mandate.' })
  readonly mandate: Mandate;

  @Field(() => TrendChangeNode, {
    nullable: true,
    description: 'Change between the widest pair of comparable years of the mandate, those of both elections included.',
  })
  readonly change: TrendChangeNode | null;

  readonly #reason: LocalizedText | undefined;

  constructor(lease: Lease, indicator: Indicator, mandate: Mandate, span: SpanChange) {
    this.mandate = mandate;
    this.change = 'change' in span ? new TrendChangeNode(lease, indicator, span.change) : null;
    this.#reason = 'reason' in span ? span.reason : undefined;
  }

  @Field(() => String, { nullable: true, description: 'Sentence: why there is no change; null when there is one.' })
  reason(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string | undefined {
    return this.#reason?.[language];
  }
}
