// PDFs as others make them, good and bad, written by hand; and how somebody drops files onto a page.
import { writeFileSync } from "node:fs";

const SCRIPT = "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>";

/** A PDF of one page with these words; `bytes` makes it exactly so large, `script` gives it a program. */
export function paper(words, { bytes, script = false } = {}) {
  const drawn = `BT /F1 24 Tf 72 720 Td (${words}) Tj ET`;
  const whole = (padding) =>
    bound([
      `<< /Type /Catalog /Pages 2 0 R ${script ? SCRIPT : ""} >>`,
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
      stream(drawn),
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
      stream(" ".repeat(padding)),
    ]);
  if (!bytes) return whole(0);
  // The larger padding writes its own length, and the place of the index, with more digits.
  const first = bytes - whole(0).length;
  const second = first - (whole(first).length - bytes);
  const made = whole(second);
  if (made.length !== bytes) throw new Error(`${made.length} bytes instead of ${bytes}`);
  return made;
}

function stream(text) {
  return `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;
}

/** Numbers the objects and writes the index of where each begins. */
function bound(objects) {
  let text = "%PDF-1.7\n";
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const lines = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`);
  const index = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${lines.join("")}`;
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(text + index + trailer, "latin1");
}

/** Writes a file; its path. */
export function written(path, content) {
  writeFileSync(path, content);
  return path;
}

/** Somebody drags files over an element and lets go; `over` runs while they hang above it. */
export async function drop(page, element, files, over = async () => {}) {
  // It has come to rest, and nothing lies above it.
  await element.hover({ trial: true });
  const { x, y, width, height } = await element.boundingBox();
  await element.evaluate((element) => {
    globalThis.hovered = false;
    element.addEventListener("dragover", () => (globalThis.hovered = true), { once: true });
  });
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  const drag = (type) => session.send("Input.dispatchDragEvent", { type, x: x + width / 2, y: y + height / 2, data });
  await drag("dragEnter");
  await drag("dragOver");
  await page.waitForFunction(() => globalThis.hovered);
  await over();
  // What the page says of it now is heard before the files fall.
  await drag("dragOver");
  await drag("drop");
  await session.detach();
}
