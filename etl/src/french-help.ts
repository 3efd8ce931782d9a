import type { Command, CommanderError } from 'commander';

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Utilisation :',
  'Arguments:': 'Arguments :',
  'Options:': 'Options :',
  'Commands:': 'Commandes :',
};

/** Makes a command, and those below it, write their help in French and leave errors to the caller. */
export function speakFrench(command: Command): void {
  command
    .helpOption('-h, --help', 'affiche cette aide')
    .configureHelp({ styleTitle: (title) => TITLES[title] ?? title })
    .configureOutput({ outputError: () => undefined })
    .exitOverride();
  for (const child of command.commands) speakFrench(child);
}

/** Says in French what is wrong with a command line. */
export function toFrench({ code, message }: CommanderError): string {
  const what = /'([^']*)'/.exec(message)?.[1] ?? '';
  const problem = PROBLEMS[code]?.(what) ?? message;
  return `${problem} Lancez « npx boussole --help ».`;
}

const PROBLEMS: Readonly<Record<string, (what: string) => string>> = {
  'commander.unknownCommand': (what) => `La commande « ${what} » n’existe pas.`,
  'commander.unknownOption': (what) => `L’option « ${what} » n’existe pas.`,
  'commander.missingArgument': (what) => `L’argument « ${what} » manque.`,
  'commander.optionMissingArgument': (what) => `L’option « ${what} » attend une valeur.`,
  'commander.missingMandatoryOptionValue': (what) => `L’option « ${what} » est nécessaire.`,
  'commander.excessArguments': () => 'Il y a trop d’arguments.',
};
