export function App() {
  return <main>Proforma</main>;
}
