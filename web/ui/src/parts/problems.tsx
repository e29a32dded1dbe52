// Every failure in words: what failed, whether anything was saved, a code to quote.
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useEffect, type ReactNode } from "react";
import { problemOf } from "../api/http";
import type { Problem } from "../api/types";
import { i18n, useWords, type Words } from "../i18n";
import type { zh } from "../i18n/zh-CN";

type Known = Exclude<keyof typeof zh.problem, "code" | "unknown">;

function isKnown(code: string): code is Known {
  return i18n.exists(`problem.${code}`);
}

/** The app's own words for the codes that it knows, else what the server says. */
export function problemText(problem: Problem | null, t: Words["t"]): string {
  if (!problem) return t("problem.unknown");
  if (isKnown(problem.code)) return t(`problem.${problem.code}`);
  return problem.detail || problem.title || t("problem.unknown");
}

export function Notice({ tone, title, children, role }: { tone: "error" | "info" | "done"; title: ReactNode; children?: ReactNode; role?: "alert" | "status" }) {
  return (
    <div className={`notice notice-${tone}`} role={role ?? (tone === "error" ? "alert" : "status")}>
      <span className="notice-shape" aria-hidden="true">{tone === "error" ? "!" : tone === "done" ? "\u2713" : "i"}</span>
      <div>
        <strong>{title}</strong>
        {children && <div className="notice-body">{children}</div>}
      </div>
    </div>
  );
}

export function ProblemNotice({ error, title }: { error: unknown; title?: string }) {
  const { t } = useWords();
  const problem = problemOf(error);
  const text = problemText(problem, t);
  return (
    <Notice tone="error" title={title ?? text}>
      {title && <p>{text}</p>}
      {problem?.record !== undefined && <p>{t("task.onRecord", { record: problem.record })}</p>}
      {problem && /^MJ/.test(problem.code) && <p className="quiet">{t("problem.code", { code: problem.code })}</p>}
    </Notice>
  );
}

/** A whole page in place of its content, with the way on. */
export function StatePage({ title, help, code, action }: { title: string; help?: string; code?: string; action?: ReactNode }) {
  const { t } = useWords();
  useEffect(() => {
    document.title = t("app.title", { page: title });
  }, [t, title]);
  return (
    <div className="state-page">
      <h1>{title}</h1>
      {help && <p>{help}</p>}
      {code && <p className="quiet">{t("state_page.code", { code })}</p>}
      {action}
    </div>
  );
}

/** What stands in place of a page whose data did not come: missing, forbidden, unreachable or broken. */
export function FailedPage({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useWords();
  const problem = problemOf(error);
  const code = problem && /^MJ/.test(problem.code) ? problem.code : undefined;
  const home = <Link to="/tasks">{t("state_page.home")}</Link>;
  const again = <Button onClick={retry}>{t("state_page.retry")}</Button>;
  if (problem?.status === 403) return <StatePage title={t("state_page.forbidden")} help={problem.detail || t("state_page.forbiddenHelp")} code={code} action={home} />;
  if (problem?.status === 404) return <StatePage title={t("state_page.notFound")} help={t("state_page.notFoundHelp")} code={code} action={home} />;
  if (problem?.code === "unreachable") return <StatePage title={t("state_page.offline")} help={t("state_page.offlineHelp")} action={again} />;
  return <StatePage title={problemText(problem, t)} code={code} action={again} />;
}

/** Grey rows that keep the frame while data comes; they show after 300 ms only (see app.css). */
export function Skeleton({ rows = 6 }: { rows?: number }) {
  const { t } = useWords();
  return (
    <div className="skeleton" role="status" aria-label={t("app.loading")}>
      {Array.from({ length: rows }, (_, row) => <span key={row} />)}
    </div>
  );
}
