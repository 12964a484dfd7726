// The same messages for every kit, as many as the page's address says.
export async function messages() {
  const count = new URLSearchParams(location.search).get("count");
  return (await fetch(`messages.json?count=${count}`)).json();
}
