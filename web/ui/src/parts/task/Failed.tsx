import { useEffect, useRef } from "react";
import { problemOf } from "../../api/http";
import { useWords } from "../../i18n";
import { ERRORS_ID, isInForm } from "../form/ids";
import { Notice, problemText } from "../problems";

/**
 * Why a submission did not go through: the rule in words, at the top, where the focus goes. What concerns single
 * fields the form lists itself, with links to them; `formless` pages list it here. `taken`: somebody else holds the task by now.
 */
export function Failed({ error, formless = false, taken = false }: { error: unknown; formless?: boolean; taken?: boolean }) {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const problem = problemOf(error);
  const inForm = !formless && problem?.status === 422 && problem.errors.some(isInForm);
  useEffect(() => {
    const place = box.current ?? document.getElementById(ERRORS_ID);
    place?.focus();
    place?.scrollIntoView({ block: "center" });
  }, [error]);
  if (inForm) return problem.record === undefined ? null : <Notice tone="info" title={t("task.onRecord", { record: problem.record })} />;
  const status = problem?.status ?? 0;
  const held = (status === 412 && taken) || (status === 409 && problem?.code === "MJ4005");
  const title =
    held ? t("task.held") : status === 412 ? t("task.conflict") : status === 404 ? t("task.gone") : status === 403 ? t("task.refused") : t("task.notSaved");
  const text = held ? t("problem.MJ4005") : status === 412 ? null : status === 403 || status === 409 ? problem?.detail || problemText(problem, t) : problemText(problem, t);
  return (
    <div ref={box} tabIndex={-1} className="failed">
      <Notice tone="error" title={title}>
        {text && <p>{text}</p>}
        {formless && problem && problem.errors.length > 0 && <ul>{problem.errors.map((each) => <li key={each.pointer + each.code}>{each.detail}</li>)}</ul>}
        {problem?.record !== undefined && <p>{t("task.onRecord", { record: problem.record })}</p>}
        {problem && /^MJ/.test(problem.code) && <p className="quiet">{t("problem.code", { code: problem.code })}</p>}
      </Notice>
    </div>
  );
}
