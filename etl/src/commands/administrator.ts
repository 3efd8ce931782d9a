import { answer, type CommandContext, type OutputOptions } from './context.ts';
import { withCatalogue } from './with-catalogue.ts';

const SECRET_SECONDS = 3_600;

/** `boussole administrator`: gives the secret that opens one session of the administrator. */
export async function runAdministrator(context: CommandContext, options: OutputOptions): Promise<void> {
  const secret = await withCatalogue(context, (catalogue) => catalogue.createOneTimeSecret(SECRET_SECONDS));
  answer(context.effects, options, { secret, path: '/access/secret', seconds: SECRET_SECONDS }, [
    `Secret à usage unique, valable une heure : ${secret}`,
    'Donnez-le à la page /access/secret du serveur.',
  ]);
}
