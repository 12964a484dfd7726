// The stand widget: shows in any web page who would answer a buyer from this place, and leads to the
// inquiry form. One custom element, a shadow root, no cookies, no global names.
//
// <kontor-stand stand="ID" country="FR" town="Lyon" product="ID" lang="fr"></kontor-stand>
//
// It must not decide anything: order, distance and figures come from the server's `route`.

const ORIGIN = new URL(import.meta.url).origin;

// contact, not yet rated, answers within, partner, nobody near, unreachable
const WORDS = {
  en: ["Contact", "not yet rated", "answers within {time}", "Partner", "{name} answers for your area", "The list cannot be shown now. Please reload the page."],
  fr: ["Contacter", "pas encore évalué", "répond en {time}", "Partenaire", "{name} répond pour votre région", "La liste ne peut pas s’afficher. Rechargez la page."],
  de: ["Kontakt", "noch nicht bewertet", "antwortet innerhalb von {time}", "Partner", "{name} antwortet für Ihre Region", "Die Liste ist gerade nicht erreichbar. Bitte laden Sie die Seite neu."],
  es: ["Contactar", "aún sin valorar", "responde en {time}", "Socio", "{name} responde para su zona", "No se puede mostrar la lista. Vuelva a cargar la página."],
  it: ["Contatta", "non ancora valutato", "risponde entro {time}", "Partner", "{name} risponde per la sua zona", "L’elenco non è disponibile. Ricarichi la pagina."],
  pt: ["Contactar", "ainda sem avaliação", "responde em {time}", "Parceiro", "{name} responde pela sua região", "Não é possível mostrar a lista. Recarregue a página."],
  ru: ["Связаться", "ещё нет оценок", "отвечает за {time}", "Партнёр", "{name} отвечает за ваш регион", "Список сейчас недоступен. Перезагрузите страницу."],
  zh: ["联系", "尚无评价", "{time}内回复", "合作伙伴", "{name}负责您所在的地区", "暂时无法显示列表，请刷新页面。"],
  ja: ["問い合わせる", "評価はまだありません", "{time}以内に返信", "パートナー", "{name}がお住まいの地域を担当します", "一覧を表示できません。ページを再読み込みしてください。"],
};

const STYLE = `
:host { display: block; font: 16px/1.5 system-ui, sans-serif; color: var(--kontor-text, CanvasText); }
ul { list-style: none; margin: 0; padding: 0; }
li { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: center; padding: 12px 0; border-top: 1px solid var(--kontor-line, color-mix(in srgb, currentColor 15%, transparent)); }
li > div { flex: 1 1 200px; min-width: 0; }
strong { font-weight: 600; }
small { display: block; font-size: 14px; color: var(--kontor-quiet, color-mix(in srgb, currentColor 70%, transparent)); font-variant-numeric: tabular-nums; }
a { display: inline-block; min-height: 44px; box-sizing: border-box; padding: 10px 16px; border-radius: 10px; background: var(--kontor-accent, CanvasText); color: var(--kontor-on-accent, Canvas); text-decoration: none; }
a:focus-visible { outline: 2px solid var(--kontor-accent, currentColor); outline-offset: 2px; }
`;

class KontorStand extends HTMLElement {
  static observedAttributes = ["stand", "country", "town", "postcode", "product", "lang"];

  connectedCallback() {
    this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.shadowRoot.adoptedStyleSheets = [sheet];
    this.shadowRoot.append(document.createElement("ul"));
    this.show();
  }

  attributeChangedCallback() {
    if (this.shadowRoot) this.show();
  }

  get language() {
    const tag = (this.lang || document.documentElement.lang || navigator.language).slice(0, 2);
    return tag in WORDS ? tag : "en";
  }

  query() {
    const names = ["country", "town", "postcode", "product"];
    return new URLSearchParams(names.filter((n) => this.getAttribute(n)).map((n) => [n, this.getAttribute(n)]));
  }

  // Only the newest question may be answered: a slow old reply must not overwrite it.
  async show() {
    const asked = (this.asked = Symbol());
    const url = `${ORIGIN}/api/stands/${encodeURIComponent(this.getAttribute("stand"))}/sellers?${this.query()}`;
    let lines;
    try {
      const reply = await fetch(url, { credentials: "omit" });
      if (!reply.ok) throw new Error(String(reply.status));
      lines = this.lines(await reply.json());
    } catch {
      lines = [this.line(WORDS[this.language][5])];
    }
    if (asked === this.asked) this.shadowRoot.querySelector("ul").replaceChildren(...lines);
  }

  lines({ sellers, fallback }) {
    const words = WORDS[this.language];
    if (fallback) return [this.line(words[4].replace("{name}", fallback.name), "", this.link())];
    return sellers.map((seller) => this.line(seller.name, this.facts(seller), this.link(seller.id)));
  }

  facts({ town, distance_m, stars, partner }) {
    const [, unrated, answers, partnerWord] = WORDS[this.language];
    const unit = (value, name, digits) =>
      new Intl.NumberFormat(this.language, { style: "unit", unit: name, maximumFractionDigits: digits }).format(value);
    const rated = stars.tenths === null ? unrated : `★ ${(stars.tenths / 10).toLocaleString(this.language, { minimumFractionDigits: 1 })} (${stars.ratings})`;
    const time = stars.response_minutes === null ? null : unit(Math.max(1, Math.round(stars.response_minutes / 60)), "hour", 0);
    return [
      town,
      distance_m === null ? null : unit(distance_m / 1000, "kilometer", 0),
      rated,
      time && answers.replace("{time}", time),
      partner && partnerWord,
    ].filter(Boolean).join(" · ");
  }

  link(pick) {
    const query = this.query();
    if (pick) query.set("pick", pick);
    query.set("lang", this.language);
    return `${ORIGIN}/stands/${encodeURIComponent(this.getAttribute("stand"))}?${query}`;
  }

  line(name, facts, href) {
    const line = document.createElement("li");
    const text = document.createElement("div");
    const title = document.createElement("strong");
    title.textContent = name;
    text.append(title);
    if (facts) text.append(Object.assign(document.createElement("small"), { textContent: facts }));
    line.append(text);
    if (href) line.append(Object.assign(document.createElement("a"), { href, textContent: WORDS[this.language][0], target: "_top" }));
    return line;
  }
}

if (!customElements.get("kontor-stand")) customElements.define("kontor-stand", KontorStand);
