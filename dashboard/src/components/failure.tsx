import { CombinedGraphQLErrors, ServerError } from '@apollo/client/errors';
import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface FailureProps {
  readonly error: unknown;
  readonly retry?: (() => void) | undefined;
  /** What failed; the page unless said otherwise. */
  readonly title?: string;
}

/** Errors of the question itself: asked again, it fails again. */
const LASTING = new Set([
  'TERRITORY_ID_INVALID',
  'TERRITORY_UNKNOWN',
  'INDICATOR_UNKNOWN',
  'THEME_UNKNOWN',
  'YEAR_UNAVAILABLE',
  'SLICE_UNKNOWN',
  'PUBLICATION_UNKNOWN',
  'ARGUMENT_INVALID',
  'LIMIT_EXCEEDED',
  'NOT_ALLOWED',
]);

/** Says what went wrong and what to do: the sentence of the API when it gave one. Offers to try again what may then go better. */
export function Failure({ error, retry, title }: FailureProps) {
  const { t } = useTranslation();
  return (
    <Alert
      variant="outline"
      color="orange"
      role="alert"
      icon={<IconAlertTriangle aria-hidden />}
      title={title ?? t('common.failureTitle')}
      styles={{ title: { color: 'var(--worse)' }, icon: { color: 'var(--worse)' } }}
      my="md"
    >
      <p style={{ margin: '0 0 .75rem' }}>{maybeSentence(error) ?? t('common.failureNetwork')}</p>
      {retry && !LASTING.has(maybeErrorCode(error) ?? '') && (
        <Button size="xs" variant="default" onClick={retry}>
          {t('common.retry')}
        </Button>
      )}
    </Alert>
  );
}

/** The code of the error as the API names it, undefined when the API did not answer. */
export function maybeErrorCode(error: unknown): string | undefined {
  const code = maybeGraphQLError(error)?.extensions?.code;
  return typeof code === 'string' ? code : undefined;
}

function maybeSentence(error: unknown): string | undefined {
  return maybeGraphQLError(error)?.message;
}

function maybeGraphQLError(error: unknown): Answered | undefined {
  if (CombinedGraphQLErrors.is(error)) return error.errors[0];
  return ServerError.is(error) ? maybeAnswered(error.bodyText) : undefined;
}

interface Answered {
  readonly message: string;
  readonly extensions?: { readonly [name: string]: unknown } | undefined;
}

/** The API answers some errors with an HTTP status; their body still holds the sentence. */
function maybeAnswered(body: string): Answered | undefined {
  try {
    const parsed: { errors?: Answered[] } = JSON.parse(body);
    return parsed.errors?.[0];
  } catch {
    return undefined;
  }
}
