import type { Command } from 'commander';
import type { CommandContext, OutputOptions } from './commands/context.ts';

type Run = (command: (context: CommandContext) => Promise<unknown>) => () => Promise<void>;
type Add = (parent: Command, name: string, description: string) => Command;

const JSON_OPTION = 'répond en JSON, pour un script';

/** Adds the commands on accounts, organisations, grants and tokens. */
export function addAccess(program: Command, run: Run, add: Add): void {
  const plain = (parent: Command, name: string, description: string): Command =>
    add(parent, name, description).option('--json', JSON_OPTION);
  const family = (name: string, description: string): Command =>
    add(program, name, description)
      .usage('<commande> [options]')
      .helpCommand('help [commande]', 'affiche l’aide d’une commande');

  plain(program, 'administrator', 'donne un secret à usage unique pour se connecter en administrateur').action(
    (options: OutputOptions) =>
      run(async (context) => (await import('./commands/administrator.ts')).runAdministrator(context, options))(),
  );

  const accounts = family('accounts', 'gère les comptes et leurs rôles');
  plain(accounts, 'list', 'liste les comptes').action((options: OutputOptions) =>
    run(async (context) => (await import('./commands/accounts.ts')).runAccountsList(context, options))(),
  );
  plain(accounts, 'create', 'fait le compte d’un programme')
    .argument('<nom>', 'nom du compte')
    .option('--role <rôle>', 'reader, statistician ou administrator', 'reader')
    .action((name: string, options: OutputOptions & { readonly role: string }) =>
      run(async (context) =>
        (await import('./commands/accounts.ts')).runAccountsCreate(context, { name, role: options.role }, options),
      )(),
    );
  plain(accounts, 'role', 'donne un rôle à un compte')
    .argument('<compte>', 'adresse électronique, nom ou identifiant')
    .argument('<rôle>', 'reader, statistician ou administrator')
    .action((name: string, role: string, options: OutputOptions) =>
      run(async (context) =>
        (await import('./commands/accounts.ts')).runAccountsRole(context, { name, role }, options),
      )(),
    );
  for (const [name, description, disabled] of [
    ['close', 'ferme un compte, ses sessions et ses jetons', true],
    ['open', 'rouvre un compte', false],
  ] as const) {
    plain(accounts, name, description)
      .argument('<compte>', 'adresse électronique, nom ou identifiant')
      .action((account: string, options: OutputOptions) =>
        run(async (context) =>
          (await import('./commands/accounts.ts')).runAccountsDisabled(context, account, disabled, options),
        )(),
      );
  }

  const organisations = family('organisations', 'gère les organisations et leurs membres');
  plain(organisations, 'list', 'liste les organisations et leurs droits de lecture').action((options: OutputOptions) =>
    run(async (context) => (await import('./commands/organisations.ts')).runOrganisationsList(context, options))(),
  );
  plain(organisations, 'create', 'enregistre une organisation')
    .argument('<nom>', 'nom de l’organisation')
    .option('--siret <siret>', '14 chiffres : ceux que le fournisseur d’identité y rattache en sont membres')
    .action((name: string, options: OutputOptions & { readonly siret?: string }) =>
      run(async (context) =>
        (await import('./commands/organisations.ts')).runOrganisationsCreate(context, { name, ...options }, options),
      )(),
    );
  for (const [name, description, isMember] of [
    ['add', 'fait d’un compte un membre', true],
    ['remove', 'retire un membre', false],
  ] as const) {
    plain(organisations, name, description)
      .argument('<organisation>', 'nom, SIRET ou identifiant')
      .argument('<compte>', 'adresse électronique, nom ou identifiant')
      .action((organisation: string, account: string, options: OutputOptions) =>
        run(async (context) =>
          (await import('./commands/organisations.ts')).runOrganisationsMember(
            context,
            { organisation, account, isMember },
            options,
          ),
        )(),
      );
  }

  const grants = family('grants', 'ouvre à une organisation les données d’une convention');
  plain(grants, 'add', 'ouvre des territoires jusqu’à une date')
    .argument('<organisation>', 'nom, SIRET ou identifiant')
    .argument('<convention>', 'nom de la convention, comme le descripteur de la source l’écrit')
    .argument('<territoires...>', 'epci:200046977, commune:69123, departement:69, region:84, france:FR')
    .requiredOption('--until <jour>', 'dernier jour, par exemple 2027-12-31')
    .action(
      (
        organisation: string,
        convention: string,
        territories: readonly string[],
        options: OutputOptions & { readonly until: string },
      ) =>
        run(async (context) =>
          (await import('./commands/grants.ts')).runGrantsAdd(
            context,
            { organisation, convention, territories, until: options.until },
            options,
          ),
        )(),
    );
  plain(grants, 'revoke', 'retire un droit de lecture')
    .argument('<droit>', 'identifiant, que donne « organisations list »')
    .action((id: string, options: OutputOptions) =>
      run(async (context) => (await import('./commands/grants.ts')).runGrantsRevoke(context, id, options))(),
    );

  const tokens = family('tokens', 'gère les jetons avec lesquels des programmes interrogent l’API');
  plain(tokens, 'list', 'liste les jetons').action((options: OutputOptions) =>
    run(async (context) => (await import('./commands/tokens.ts')).runTokensList(context, options))(),
  );
  plain(tokens, 'create', 'fait un jeton, montré une seule fois')
    .requiredOption('--account <compte>', 'compte dont il a les droits')
    .requiredOption('--name <nom>', 'à quoi il sert')
    .option('--scope <usage...>', 'read, write', ['read'])
    .option('--days <jours>', 'durée, de 1 à 366 jours', '90')
    .action((options: OutputOptions & TokenOptions) =>
      run(async (context) => (await import('./commands/tokens.ts')).runTokensCreate(context, options, options))(),
    );
  plain(tokens, 'revoke', 'révoque un jeton')
    .argument('<jeton>', 'identifiant, que donne « tokens list »')
    .action((id: string, options: OutputOptions) =>
      run(async (context) => (await import('./commands/tokens.ts')).runTokensRevoke(context, id, options))(),
    );
}

interface TokenOptions {
  readonly account: string;
  readonly name: string;
  readonly scope: readonly string[];
  readonly days: string;
}
