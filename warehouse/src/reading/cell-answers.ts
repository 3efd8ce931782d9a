import type { CellState, Coverage, Indicator, LocalizedText, Vintage } from '@boussole/schema';
import type { InputSource } from '../publication/input.ts';
import type { Territory } from '../territories/territory.ts';
import type { AnswerHeader } from './answers.ts';
import type { ChanceInterval } from './chance.ts';
import type { Derivation } from './derivation.ts';
import type { WithoutFigure } from './without-figure.ts';

export type CellMethod = 'SOURCE' | 'SUM' | 'RATIO' | 'APPORTIONED' | 'DERIVED' | 'NONE';

export interface CellInput {
  readonly source: InputSource;
  readonly file: string;
  readonly line: number | undefined;
  readonly sha256: string;
  readonly loadedAt: string;
}

export interface ExplainedCell extends AnswerHeader {
  readonly territory: Territory;
  readonly indicator: Indicator;
  readonly year: number;
  readonly vintage: Vintage | undefined;
  /** In constant geography, the reference vintage where the communes counted are those of another, on the same ground. */
  readonly sameGroundAs: Vintage | undefined;
  readonly value: number | undefined;
  readonly state: CellState;
  readonly method: CellMethod;
  /** French sentence: how the figure was obtained, or why there is none. */
  readonly explanation: string;
  readonly coverage: Coverage | undefined;
  /** Figures published for the territories that it holds, of which it is the sum; undefined for any other. */
  readonly summed: SummedFigures | undefined;
  readonly parts: readonly {
    readonly measure: string;
    readonly label: LocalizedText;
    readonly value: number | undefined;
    readonly state: CellState;
    /** Decimals that it supports; undefined where it is not made of rounded figures. */
    readonly decimals: number | undefined;
  }[];
  readonly inputs: readonly CellInput[];
  /** Undefined where no source rounds what the figure is made of. */
  readonly interval: FigureInterval | undefined;
  /** Between which numbers chance leaves a rate; undefined for any other figure. */
  readonly chance: ChanceInterval | undefined;
  /** How the one figure behind it was made of what its source gives, when it was. */
  readonly derivation: Derivation | undefined;
  /** The first hidden figure behind it; undefined without any. */
  readonly secret: SecretFigure | undefined;
  /** Why none of its communes has a figure, where some hide theirs; undefined elsewhere. */
  readonly without: WithoutFigure | undefined;
  /** Names of communes that merged into it and have no figure, where another has one and there is no sum. */
  readonly absent: readonly string[];
  /** Why a ratio of a commune is not shown: what it is made of adds up different parts of it; undefined elsewhere. */
  readonly uneven: UnevenParts | undefined;
  /** Deliveries of which rows were set aside, where there is no figure: its own may be one of them. */
  readonly aside: readonly SetAside[];
}

/** How many parts (IRIS) of a commune its figures add up, of how many. */
export interface UnevenParts {
  readonly counts: readonly number[];
  readonly total: number;
  /** What they are; undefined when its source does not say. */
  readonly name: string | undefined;
}

export interface SetAside {
  readonly file: string;
  readonly rows: number;
}

/** Published figures that make one of a territory above: how many of which level, and of how many. */
export interface SummedFigures {
  readonly level: 'departement' | 'region';
  readonly figures: number;
  readonly figuresTotal: number;
  /** Terms of a ratio that are published for each of them; the others are added up over their communes. */
  readonly terms: { readonly numerator: boolean; readonly denominator: boolean };
}

/** A figure that is hidden, and who may have hidden it. */
export interface SecretFigure {
  readonly source: InputSource;
  readonly isCount: boolean;
  /** Where its source hides some of its parts, too many for their sum to be given: how many have a figure, and of how many. */
  readonly parts: { readonly known: number; readonly total: number } | undefined;
}

/** Between which numbers a true figure is, as sources round what it is made of. */
export interface FigureInterval {
  readonly low: number;
  readonly high: number;
  /** Decimals that the figure supports, at most those of its indicator; −1 for tens, −2 for hundreds. */
  readonly decimals: number;
}
