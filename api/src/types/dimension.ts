import { type AgeBand, type IndicatorSlice, SEXES, type Sex, type Sliced, toAgeId } from '@boussole/schema';
import { Arg, Field, ID, Int, ObjectType } from 'type-graphql';
import { DimensionEnum, type DimensionName, type Language, LanguageEnum, SexEnum } from './enums.ts';
import { LANGUAGE } from './language.ts';

type Words = Readonly<Record<Language, string>>;

const SEX_LABELS: Readonly<Record<Sex, Words>> = {
  F: { fr: 'Femmes', en: 'Women' },
  M: { fr: 'Hommes', en: 'Men' },
};
const DIMENSION_LABELS: Readonly<Record<DimensionName, Words>> = {
  sex: { fr: 'Sexe', en: 'Sex' },
  age: { fr: 'Âge', en: 'Age' },
};

function ageLabel({ from, to }: AgeBand, language: Language): string {
  if (to === undefined) return language === 'fr' ? `${from} ans ou plus` : `Aged ${from} or more`;
  return language === 'fr' ? `${from} à ${to} ans` : `Aged ${from} to ${to}`;
}

@ObjectType('AgeBand', { description: 'A band of ages in completed years.' })
export class AgeBandNode {
  readonly #band: AgeBand;

  constructor(band: AgeBand) {
    this.#band = band;
  }

  @Field(() => ID, { description: 'What a question names it by: `0-14`, `75-plus`.' })
  get id(): string {
    return toAgeId(this.#band);
  }

  @Field(() => Int, { description: 'Youngest age.' })
  get from(): number {
    return this.#band.from;
  }

  @Field(() => Int, { nullable: true, description: 'Oldest age; null when the band is open.' })
  get to(): number | undefined {
    return this.#band.to;
  }

  @Field(() => String, { description: 'Name of the band: « 75 ans ou plus ».' })
  label(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string {
    return ageLabel(this.#band, language);
  }
}

@ObjectType('DimensionMember', { description: 'A member of a dimension.' })
export class DimensionMemberNode {
  readonly #words: Words;

  @Field(() => ID, { description: 'What a question names it by: `F`, `0-14`, `75-plus`.' })
  readonly id: string;

  constructor(id: string, words: Words) {
    this.id = id;
    this.#words = words;
  }

  @Field(() => String, { description: 'Name of the member.' })
  label(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string {
    return this.#words[language];
  }
}

@ObjectType('Dimension', { description: 'What an indicator can be cut by in this publication.' })
export class DimensionNode {
  @Field(() => DimensionEnum, { description: 'Which one.' })
  readonly name: DimensionName;

  @Field(() => [DimensionMemberNode], {
    description:
      'Members that have figures, youngest first; alone or crossed with the other dimension: `slices` tells.',
  })
  readonly members: DimensionMemberNode[];

  @Field(() => [[ID]], {
    description:
      'Lists of members that together are everybody, each person once: what can be stacked or added. Ages have one per set of bands.',
  })
  readonly breakdowns: string[][];

  constructor(name: DimensionName, members: DimensionMemberNode[], breakdowns: string[][]) {
    this.name = name;
    this.members = members;
    this.breakdowns = breakdowns;
  }

  @Field(() => String, { description: 'Name of the dimension.' })
  label(@Arg('language', () => LanguageEnum, LANGUAGE) language: Language): string {
    return DIMENSION_LABELS[this.name][language];
  }
}

/** The dimensions of an indicator: those that have at least one member. */
export function toDimensions({ slices, ageBreakdowns }: Sliced): DimensionNode[] {
  const sexes = SEXES.filter((sex) => slices.some((slice) => slice.sex === sex));
  const ages = new Map(slices.flatMap(({ age }) => (age ? [[toAgeId(age), age] as const] : [])));
  const bands = [...ages.values()].sort(
    (left, right) => left.from - right.from || (left.to ?? Infinity) - (right.to ?? Infinity),
  );
  const ofSex = sexes.map((sex) => new DimensionMemberNode(sex, SEX_LABELS[sex]));
  const ofAge = bands.map(
    (band) => new DimensionMemberNode(toAgeId(band), { fr: ageLabel(band, 'fr'), en: ageLabel(band, 'en') }),
  );
  return [
    ...(sexes.length > 0 ? [new DimensionNode('sex', ofSex, sexes.length === SEXES.length ? [[...sexes]] : [])] : []),
    ...(ofAge.length > 0
      ? [
          new DimensionNode(
            'age',
            ofAge,
            ageBreakdowns.map((band) => [...band]),
          ),
        ]
      : []),
  ];
}

@ObjectType('SliceOf', { description: 'What an indicator is a slice of.' })
export class SliceOfNode {
  @Field(() => ID, { description: 'Id of the indicator that tells of everybody.' })
  readonly indicator: string;

  @Field(() => SexEnum, { nullable: true, description: 'Whom it tells of; null for both sexes.' })
  readonly sex: Sex | undefined;

  @Field(() => AgeBandNode, { nullable: true, description: 'Ages that it tells of; null for all.' })
  readonly age: AgeBandNode | undefined;

  constructor(indicator: string, { sex, age }: Omit<IndicatorSlice, 'indicator'>) {
    this.indicator = indicator;
    this.sex = sex;
    this.age = age && new AgeBandNode(age);
  }
}
