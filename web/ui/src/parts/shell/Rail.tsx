import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useWords } from "../../i18n";

const REMEMBERED = "mj:rail";

// What a person sees is decided by verbs, never by roles: departments name their roles themselves.
const ENTRIES = [
  { to: "/tasks", label: "nav.tasks", verb: "work", icon: "M4 6h2M9 6h11M4 12h2M9 12h11M4 18h2M9 18h11" },
  { to: "/start", label: "nav.start", verb: "start", icon: "M12 5v14M5 12h14" },
  { to: "/cases", label: "nav.cases", verb: null, icon: "M4 7h6l2 2h8v10H4z" },
  { to: "/supervision", label: "nav.supervision", verb: "supervise", icon: "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zM12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z" },
  { to: "/cards", label: "nav.cards", verb: "read_cases", icon: "M7 3h10v18l-5-3.5L7 21zM12 7v5M12 14.5v.5" },
  { to: "/calendar", label: "nav.calendar", verb: null, icon: "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4" },
  { to: "/board", label: "nav.board", verb: null, icon: "M5 4h14v12H5zM12 16v4M9 20h6M8 8h8M8 12h5" },
  { to: "/admin", label: "nav.admin", verb: "manage_people", icon: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20c0-3.3 2.7-6 6-6s6 2.7 6 6M16 4.5a3.5 3.5 0 0 1 0 6M18 14.5c1.9 1 3 3 3 5.5" },
] as const;

/** Entries by verbs; none while it is not known, or not yet decided, what somebody may do. */
export function Rail({ verbs }: { verbs: string[] | null }) {
  const { t } = useWords();
  const [narrow, setNarrow] = useState(() => localStorage.getItem(REMEMBERED) === "narrow");
  const toggle = () => {
    localStorage.setItem(REMEMBERED, narrow ? "wide" : "narrow");
    setNarrow(!narrow);
  };
  // Whoever only manages people reads no cases.
  const onlyPeople = verbs?.length === 1 && verbs[0] === "manage_people";
  const shown = verbs ? ENTRIES.filter((entry) => (entry.verb ? verbs.includes(entry.verb) : !onlyPeople || entry.to === "/calendar")) : [];
  return (
    <nav className={narrow ? "rail rail-narrow" : "rail"} aria-label={t("nav.label")}>
      <p className="brand">
        {narrow ? t("app.name").slice(0, 1) : t("app.name")}
        {!narrow && <small>{t("app.subtitle")}</small>}
      </p>
      <ul>
        {shown.map((entry) => (
          <li key={entry.to}>
            <Link to={entry.to} activeProps={{ className: "here", "aria-current": "page" }} title={narrow ? t(entry.label) : undefined}>
              <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true"><path d={entry.icon} /></svg>
              <span className={narrow ? "unseen" : undefined}>{t(entry.label)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <button type="button" className="rail-fold" aria-expanded={!narrow} aria-label={t(narrow ? "nav.expand" : "nav.collapse")} onClick={toggle}>
        <span aria-hidden="true">{narrow ? "\u00bb" : "\u00ab"}</span>
      </button>
    </nav>
  );
}
