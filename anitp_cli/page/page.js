
"use strict";
(() => {
  // The page as it stands holds every fact; this script reads them from it and hides what a filter does not want.
  // The form is the state: whatever changes a filter writes it there and calls apply().

  const KEYS = ["q", "who", "role", "objective", "kind", "state", "month"];
  const $ = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  // --- Text ----------------------------------------------------------------------------------------------------

  // As `fold` of the program: without case and diacritics; runs of blanks are one.
  const fold = (text) =>
    text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ")
      .trim().replace(/\s+/g, " ");

  // What must all stand in a row: words, and phrases in quotes of any kind, the last of which may still be open.
  const termsOf = (typed) =>
    [...typed.matchAll(/["„“”«]([^"„“”«»]*)(?:["“”»]|$)|(\S+)/g)]
      .map(([, phrase, word]) => fold(phrase ?? word)).filter(Boolean);

  // --- What the page says --------------------------------------------------------------------------------------

  const lines = new Map(all("tr[data-activity]").map((line) => [line.dataset.activity, line]));

  const activities = all(".activity").map((article) => {
    const names = (role) => new Set(all(`[data-role="${role}"] [data-code]`, article).map((one) => one.dataset.code));
    return {
      article,
      line: lines.get(article.id),
      sheet: article.querySelector(".sheet"),
      brief: article.querySelector(".brief"),
      objective: article.dataset.objective,
      names: { responsible: names("responsible"), partner: names("partner") },
      deadlines: all("tr[data-kind]", article).map((row) => row.dataset),
      text: null, // folded when it is first searched
    };
  });
  const activityOf = new Map(activities.map((one) => [one.article, one]));
  const groups = all(".group");

  // A phrase never runs on from one cell into the next: no typed word holds a line end.
  const textOf = (one) =>
    (one.text ??= all(".cell", one.article).map((cell) => fold(cell.textContent)).join("\n"));

  // --- Filters -------------------------------------------------------------------------------------------------

  const form = $("filters");
  const status = document.querySelector(".status");
  const field = (key) => form.elements.namedItem(key);
  const wanted = () => Object.fromEntries(KEYS.map((key) => [key, field(key).value]));

  const isNamed = (one, { who, role }) =>
    !who || (role ? one.names[role].has(who) : one.names.responsible.has(who) || one.names.partner.has(who));

  const isUnder = (one, { objective }) =>
    !objective || one.objective === objective || one.objective.startsWith(`${objective}.`);

  // Kind, state and month are asked of one and the same deadline.
  const dueOf = (one, { kind, state, month }) =>
    one.deadlines.filter((each) =>
      (!kind || each.kind === kind) && (!state || each.state === state) && (!month || each.month === month));

  const apply = () => {
    field("role").disabled = !field("who").value;
    if (field("role").disabled) field("role").value = "";
    const asked = wanted();
    const terms = termsOf(asked.q);
    const asksDeadline = asked.kind || asked.state || asked.month;
    let shown = 0;
    let due = 0;
    for (const one of activities) {
      const deadlines = dueOf(one, asked);
      const fits = isNamed(one, asked) && isUnder(one, asked) && (!asksDeadline || deadlines.length > 0) &&
        terms.every((term) => textOf(one).includes(term));
      one.article.hidden = one.line.hidden = !fits;
      shown += fits;
      due += fits ? deadlines.length : 0;
    }
    for (const group of groups) group.hidden = !group.querySelector(":is(.activity, [data-activity]):not([hidden])");
    $("shown").textContent = shown;
    $("due").textContent = due;
    $("nothing").hidden = shown > 0;
    showChosen(asked);
  };

  const clear = (keys) => {
    for (const key of keys) field(key).value = "";
    change(true);
  };

  // A filter in few words: what was typed, a code, or the option without its count.
  const inWords = (key, value) => {
    if (key === "q") return `„${value}”`;
    const isCode = key === "who" || key === "objective";
    const choice = isCode ? value : field(key).selectedOptions[0].label.replace(/ \(\d+\)$/, "");
    return `${field(key).labels[0].textContent}: ${choice}`;
  };

  // The filters that are set, each a button that clears it; on paper, their words.
  const showChosen = (asked) => {
    const set = KEYS.filter((key) => asked[key]);
    const chip = (key) => {
      const leave = () => {
        clear([key]);
        field(key).focus();
      };
      const button = make("button", { type: "button", className: "chip", onclick: leave }, inWords(key, asked[key]));
      button.setAttribute("aria-label", `Șterge filtrul ${button.textContent}`);
      return button;
    };
    const rest = set.length ? [
      make("button", { type: "button", className: "chip", onclick: () => clear(KEYS) }, "Șterge filtrele"),
      make("a", { href: "#activitati" }, "Vezi activitățile"),
    ] : [];
    $("chosen").replaceChildren(...set.map(chip), ...rest);
    $("chosen").dataset.words = set.map((key) => inWords(key, asked[key])).join("; ");
    status.classList.toggle("pinned", set.length > 0);
    pin();
    const query = queryOf(asked);
    for (const link of bars) {
      if (query && link.query === query) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };

  // What is pinned to the top covers as much of the page as it is high.
  const pin = () => {
    const height = status.classList.contains("pinned") ? status.offsetHeight : 0;
    document.documentElement.style.setProperty("--bar", `${height}px`);
  };

  // --- The address: the filters are its query, and what stands behind # stays the way to an activity ------------

  const queryOf = (asked) => String(new URLSearchParams(Object.entries(asked).filter(([, value]) => value)));

  const addressOf = (asked) => {
    const query = new URLSearchParams(location.search);
    for (const key of KEYS) {
      if (asked[key]) query.set(key, asked[key]);
      else query.delete(key);
    }
    return String(query) ? `?${query}` : location.pathname;
  };

  // A filter was changed: each change but the letters of a search is a step that "back" undoes.
  const change = (isStep) => {
    $("notice").textContent = "";
    apply();
    history[isStep ? "pushState" : "replaceState"](null, "", addressOf(wanted()));
  };

  const readAddress = () => {
    const query = new URLSearchParams(location.search);
    const unknown = [];
    for (const key of KEYS) {
      const value = query.get(key) ?? "";
      field(key).value = value;
      if (field(key).value !== value) unknown.push(`${key}=${value}`);
    }
    $("notice").textContent =
      unknown.length ? `Planul nu cunoaște ${unknown.join(", ")}; de aceasta nu s-a ținut seama.` : "";
  };

  const target = () => {
    const id = location.hash.slice(1);
    try {
      return id ? $(id) ?? $(decodeURIComponent(id)) : null;
    } catch {
      return null; // no text that was ever encoded
    }
  };

  // Show what the address asks for. The way to an activity comes before the filters that hide it.
  const arrive = () => {
    readAddress();
    apply();
    const found = target();
    if (!found) return;
    const one = activityOf.get(found.closest(".activity"));
    if (one) setFolded(one, false);
    if (found.closest("[hidden]")) {
      for (const key of KEYS) field(key).value = "";
      apply();
      history.replaceState(null, "", addressOf(wanted()) + location.hash);
      $("notice").textContent = `Filtrele au fost șterse: ascundeau ${location.hash.slice(1)}.`;
    }
    found.scrollIntoView();
    one?.article.focus({ preventScroll: true });
  };

  // --- Activities that fold ------------------------------------------------------------------------------------

  const setFolded = (one, isFolded) => {
    // What is "until-found" opens where the browser's own search finds something in it.
    if (isFolded) one.sheet.setAttribute("hidden", "until-found");
    else one.sheet.removeAttribute("hidden");
    one.brief.hidden = !isFolded;
    one.toggle.setAttribute("aria-expanded", String(!isFolded));
  };

  for (const one of activities) {
    const { id } = one.article;
    one.sheet.id = `sheet-${id}`;
    one.article.tabIndex = -1;
    const said = make("span", { className: "sr" }, `Rândul întreg al activității ${id}`);
    one.toggle = make("button", { type: "button", className: "toggle" }, said);
    one.toggle.setAttribute("aria-controls", one.sheet.id);
    const header = one.article.querySelector("header");
    header.append(one.toggle);
    header.addEventListener("click", (event) => {
      if (event.target.closest("a") || event.detail > 2) return;
      // A text that was marked by dragging; what a double click marks has its row folded and unfolded again.
      const isMarked = event.detail === 1 && event.target.closest(".cell") && !getSelection().isCollapsed;
      if (!isMarked) setFolded(one, !one.sheet.hidden);
    });
    one.sheet.addEventListener("beforematch", () => setFolded(one, false));
    setFolded(one, true);
  }

  $("all").addEventListener("click", (event) => {
    const isOpening = event.target.dataset.open !== "true";
    for (const one of activities) setFolded(one, !isOpening);
    event.target.dataset.open = isOpening;
    event.target.textContent = isOpening ? "Închide toate" : "Deschide toate";
  });

  // --- Bars ----------------------------------------------------------------------------------------------------

  const bars = all("a[data-query]");
  for (const link of bars) {
    const asked = new URLSearchParams(link.dataset.query);
    link.query = String(asked); // in the order of KEYS, as queryOf() has it
    link.setAttribute("href", `?${asked}`);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // the browser's own: a new tab or window
      event.preventDefault();
      const isSet = link.hasAttribute("aria-current");
      for (const key of KEYS) field(key).value = isSet ? "" : asked.get(key) ?? "";
      change(true);
    });
  }

  // --- Names: what one stands for, on hover and on focus ---------------------------------------------------------

  const tip = make("div", { className: "tip", id: "tip", hidden: true });
  tip.setAttribute("role", "tooltip");
  document.querySelector("main").append(tip);
  let explained = null;

  const explain = (link) => {
    const name = $(link.getAttribute("href").slice(1))?.querySelector(".name")?.textContent;
    if (!name || name === link.textContent) return;
    hush();
    explained = link;
    tip.textContent = name;
    tip.hidden = false;
    link.setAttribute("aria-describedby", "tip");
    const place = link.getBoundingClientRect();
    const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
    tip.style.left = `${Math.max(8, Math.min(place.left, room)) + scrollX}px`;
    const isBelow = place.top < tip.offsetHeight + 8;
    tip.style.top = `${(isBelow ? place.bottom + 2 : place.top - tip.offsetHeight - 2) + scrollY}px`;
  };

  const hush = () => {
    tip.hidden = true;
    explained?.removeAttribute("aria-describedby");
    explained = null;
  };

  const nameAt = (event) => event.target.closest?.("a.code");
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = nameAt(event);
    if (link && link !== explained) explain(link);
    else if (explained && !link && event.target !== tip && explained !== document.activeElement) hush();
  });
  document.addEventListener("focusin", (event) => (nameAt(event) ? explain(nameAt(event)) : hush()));
  document.addEventListener("keydown", (event) => event.key === "Escape" && hush());
  // A finger cannot hover: its first touch explains, its second follows the link.
  document.addEventListener("pointerdown", (event) => {
    const link = nameAt(event);
    if (!link) return;
    link.isTouchedFirst = event.pointerType === "touch" && link !== explained;
  });
  document.addEventListener("click", (event) => {
    const link = nameAt(event);
    if (link?.isTouchedFirst) {
      event.preventDefault();
      explain(link);
    } else if (event.target.closest?.("a[href^='#']")?.hash === location.hash && location.hash) {
      arrive(); // the address does not change, and so would not be told
    }
  });

  // --- Begin ---------------------------------------------------------------------------------------------------

  new ResizeObserver(pin).observe(status);
  for (const element of all(".controls")) element.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => change(event.target.name !== "q"));
  addEventListener("popstate", arrive);
  addEventListener("hashchange", arrive);
  arrive();
})();
