import { useRouterState } from "@tanstack/react-router";
import { useEffect, useRef, type ReactNode } from "react";
import { useWords } from "../i18n";

let pages = 0;

/** The one h1 of a page: sets the window's title, and takes the focus after each change of page but the first. */
export function PageHead({ title, lang, aside, children }: { title: string; lang?: string; aside?: ReactNode; children?: ReactNode }) {
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    document.title = t("app.title", { page: title });
  }, [t, title]);
  useEffect(() => {
    pages += 1;
    if (pages > 1) heading.current?.focus({ preventScroll: true });
  }, [path]);
  return (
    <header className="page-head">
      <div className="page-title">
        <h1 ref={heading} tabIndex={-1} lang={lang}>{title}</h1>
        {children}
      </div>
      {aside && <div className="page-aside">{aside}</div>}
    </header>
  );
}
