// Sets the theme before the first paint, and which frame is shown while the app loads. The values are what the theme (ui/theme.ts)
// and the session (graphql.ts) keep; without one the system decides, and nobody is signed in.
(() => {
  let kept = 'auto';
  let signedIn = false;
  try {
    kept = localStorage.getItem('mantine-color-scheme-value') || 'auto';
    signedIn = localStorage.getItem('gatehouse.signedIn') !== null;
  } catch {
    // Storage may be forbidden: the system decides.
  }
  const dark = kept === 'auto' ? matchMedia('(prefers-color-scheme: dark)').matches : kept === 'dark';
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  if (signedIn) document.documentElement.setAttribute('data-signed-in', '');
})();
