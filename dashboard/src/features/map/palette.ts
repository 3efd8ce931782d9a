/** Why a territory has no shade, each with a texture of its own. */
export const HATCHES = ['hidden', 'missing', 'notApplicable', 'notAggregable'] as const;
export type Hatch = (typeof HATCHES)[number];

/** Colours of a map. Maps are drawn on a canvas and in files, where the variables of the page mean nothing. */
export interface Palette {
  /** From low to high. */
  readonly ramp: readonly string[];
  /** From near a benchmark to far from it. */
  readonly worse: readonly string[];
  readonly better: readonly string[];
  readonly below: readonly string[];
  readonly above: readonly string[];
  readonly surface: string;
  /** Ground of territories that have a symbol. */
  readonly ground: string;
  readonly border: string;
  readonly texture: string;
  readonly ink: string;
  readonly muted: string;
  readonly disc: string;
  readonly negativeDisc: string;
  readonly kept: string;
}

export const PALETTES: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    ramp: ['#eaeefa', '#cfd8f2', '#adbbe8', '#889bdc', '#647acb', '#4358b3', '#26367f'],
    worse: ['#f8e6cf', '#e3a35a', '#9c5206'],
    better: ['#d5ece8', '#6bb9ad', '#0a6a60'],
    below: ['#f1e3ee', '#c98fbf', '#823a74'],
    above: ['#dfe7f7', '#8fa6dd', '#2a3f9d'],
    surface: '#ffffff',
    ground: '#f3f0e8',
    border: '#8c8778',
    texture: '#6f6a5c',
    ink: '#1c2430',
    muted: '#565e6b',
    disc: '#2a3f9d',
    negativeDisc: '#bb4f12',
    kept: '#1c2430',
  },
  dark: {
    ramp: ['#232b47', '#2f3c6b', '#405290', '#566bb4', '#768bd3', '#a0b1ea', '#d5defb'],
    worse: ['#402a10', '#8c5a1d', '#f3b06a'],
    better: ['#123a36', '#267268', '#6fd6c7'],
    below: ['#3b2436', '#80497a', '#e6a0d4'],
    above: ['#222b4d', '#4a5da3', '#a9b9ff'],
    surface: '#191d26',
    ground: '#232833',
    border: '#7d8595',
    texture: '#a9afba',
    ink: '#ece9e2',
    muted: '#a9afba',
    disc: '#a9b9ff',
    negativeDisc: '#f2a263',
    kept: '#ffffff',
  },
};

/** Side of the tile of a texture, and the lines drawn in it as an SVG path. */
export const TILE = 8;
export const TEXTURES: Readonly<Record<Hatch, string>> = {
  hidden: 'M-2 2L2 -2M0 8L8 0M6 10L10 6',
  missing: 'M2.8 4H5.2',
  notApplicable: 'M0 4H8',
  notAggregable: 'M0 0L8 8M0 8L8 0',
};
