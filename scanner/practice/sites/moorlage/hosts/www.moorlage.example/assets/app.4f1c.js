const app = document.getElementById("app");

function neu(name, text, mehr) {
  const e = Object.assign(document.createElement(name), mehr || {});
  if (text) e.textContent = text;
  return e;
}

function link(pfad, text) {
  return neu("a", text, { href: pfad });
}

function rahmen(menue) {
  app.innerHTML = "";
  const kopf = neu("header"), nav = neu("nav"), form = neu("form"), feld = neu("input");
  kopf.append(link("/", "Gemeinde Moorlage"));
  menue.menue.forEach(([pfad, text]) => nav.append(link(pfad, text), " "));
  Object.assign(feld, { type: "search", name: "q", placeholder: "Suche in Moorlage" });
  feld.setAttribute("aria-label", "Suche in Moorlage");
  form.setAttribute("role", "search");
  form.append(feld, neu("button", "Suchen"));
  form.addEventListener("submit", (e) => { e.preventDefault(); gehe("/suche?q=" + encodeURIComponent(feld.value)); });
  kopf.append(nav, form);
  const fuss = neu("footer");
  fuss.append(neu("p", "Gemeinde Moorlage, Dorfstraße 20, 39860 Moorlage, Telefon 05995 66-0"));
  menue.fuss.forEach(([pfad, text]) => fuss.append(link(pfad, text), " · "));
  const inhalt = neu("main", "", { id: "inhalt" });
  app.append(kopf, inhalt, fuss);
  return inhalt;
}

function liste(ziel, eintraege) {
  const nur = neu("input", "", { type: "checkbox", id: "nur" }), text = neu("label", "nur digitale Leistungen", { htmlFor: "nur" });
  const kasten = neu("div");
  const male = () => {
    kasten.innerHTML = "";
    let buchstabe = "", ul;
    eintraege.filter((z) => !nur.checked || z.digital).forEach((z) => {
      if (z.titel[0] !== buchstabe) { buchstabe = z.titel[0]; kasten.append(neu("h2", buchstabe)); ul = neu("ul"); kasten.append(ul); }
      const li = neu("li");
      li.append(link(z.pfad, z.titel));
      if (z.digital) li.append(" ", neu("span", "digital erledigen", { className: "marke" }));
      ul.append(li);
    });
  };
  nur.addEventListener("change", male);
  ziel.append(nur, text, kasten);
  male();
}

function formular(ziel, f) {
  ziel.append(neu("p", `Schritt ${f.schritt} von ${f.schritte}`, { className: "fortschritt" }));
  const form = neu("form", "", { method: "post", action: f.ziel });
  f.felder.forEach((z) => {
    const p = neu("p"), i = neu("input", "", { id: z.name, name: z.name, type: z.art || "text", required: !!z.pflicht });
    p.append(neu("label", z.text + (z.pflicht ? " *" : ""), { htmlFor: z.name }), " ", i);
    if (z.hilfe) p.append(neu("small", z.hilfe, { className: "hilfe" }));
    form.append(p);
  });
  (f.knoepfe || ["Weiter"]).forEach((t, n) => form.append(neu("button", t, { type: n ? "button" : "submit" }), " "));
  ziel.append(form);
}

async function suche(ziel, q) {
  ziel.append(neu("h1", "Suche"), neu("p", "Gesucht: " + q));
  const treffer = await (await fetch("/api/suche?begriff=" + encodeURIComponent(q))).json();
  const arten = [...new Set(treffer.map((t) => t.type))], wahl = neu("p"), ol = neu("ol", "", { className: "treffer" });
  const male = (art) => {
    ol.innerHTML = "";
    treffer.filter((t) => !art || t.type === art).forEach((t) => {
      const li = neu("li");
      li.append(link(new URL(t.url).pathname, t.title), neu("p", t.snippet));
      ol.append(li);
    });
  };
  ["", ...arten].forEach((art) => {
    const b = neu("button", art || "Alles", { type: "button" });
    b.addEventListener("click", () => male(art));
    wahl.append(b, " ");
  });
  ziel.append(wahl, ol);
  male("");
}

async function zeige() {
  const ort = new URL(location.href), ziel = rahmen(await (await fetch("/api/menue.json")).json());
  if (ort.pathname === "/suche") { document.title = "Suche – Moorlage"; return suche(ziel, ort.searchParams.get("q") || ""); }
  const name = ort.pathname.replace(/^\/|\/$/g, "").replaceAll("/", "~") || "start";
  try {
    const seite = await (await fetch(`/api/seiten/${name}.json`)).json();
    document.title = seite.title + " – Moorlage";
    ziel.innerHTML = seite.html;
    if (seite.liste) liste(ziel, seite.liste);
    if (seite.formular) formular(ziel, seite.formular);
  } catch {
    document.title = "Nicht gefunden – Moorlage";
    ziel.innerHTML = "<h1>Diese Seite gibt es nicht</h1><p>Vielleicht hilft dir die Suche weiter.</p>";
  }
}

function gehe(pfad) {
  history.pushState({}, "", pfad);
  zeige();
}

document.addEventListener("click", (e) => {
  const a = e.target.closest("a");
  if (!a || a.origin !== location.origin || /\.pdf$/i.test(a.pathname)) return;
  e.preventDefault();
  gehe(a.pathname + a.search);
});
addEventListener("popstate", zeige);
zeige();
