export function TrendPage() {
  return null;
}
