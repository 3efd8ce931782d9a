import { runCommandLine } from './command-line.ts';
import { realEffects } from './effects.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), process.env, realEffects);
