import type { LocalizedText } from '@boussole/schema';
import { Arg, Field, ID, ObjectType } from 'type-graphql';
import { type Language, LanguageEnum } from './enums.ts';

@ObjectType('Theme', { description: 'A theme of the catalogue of indicators.' })
export class ThemeNode {
  readonly #label: LocalizedText;

  @Field(() => ID, { description: 'Id of the theme.' })
  readonly id: string;

  constructor(theme: { readonly id: string; readonly label: LocalizedText }) {
    this.id = theme.id;
    this.#label = theme.label;
  }

  @Field(() => String, { description: 'Name of the theme.' })
  label(
    @Arg('language', () => LanguageEnum, { defaultValue: 'fr', description: 'Language of the text.' })
    language: Language,
  ): string {
    return this.#label[language];
  }
}
