// Before the first paint: the appearance chosen on an earlier visit.
try {
  const theme = localStorage.getItem("theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch {
  // Storage is forbidden: as the system says.
}
