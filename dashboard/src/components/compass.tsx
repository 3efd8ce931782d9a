/** The mark of Boussole: a needle in a circle. Decorative, the name stands beside it. */
export function Compass({ size = 30 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <circle cx="16" cy="16" r="14.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M16 1.5v3M16 27.5v3M1.5 16h3M27.5 16h3" stroke="currentColor" strokeWidth="1.5" />
      <path d="M23.2 8.8 18.4 18.4 13.6 13.6z" fill="var(--accent)" />
      <path d="M8.8 23.2 13.6 13.6 18.4 18.4z" fill="currentColor" opacity=".32" />
    </svg>
  );
}
