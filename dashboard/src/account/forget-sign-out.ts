/** Takes out of the address the `state` with which a provider of identity comes back from a sign-out: it says nothing to who reads or copies it. */
export function forgetSignOut(): void {
  const address = new URL(window.location.href);
  if (!address.searchParams.has('state')) return;
  address.searchParams.delete('state');
  window.history.replaceState(window.history.state, '', address);
}
