// Pages that stand in place of a page: an unknown address, and a fault of the app itself.
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useWords } from "../../i18n";
import { StatePage } from "../problems";

export function NotFound() {
  const { t } = useWords();
  return <main><StatePage title={t("state_page.notFound")} help={t("state_page.notFoundHelp")} action={<Link to="/tasks">{t("state_page.home")}</Link>} /></main>;
}

export function Broken({ error }: { error: unknown }) {
  const { t } = useWords();
  const code = error instanceof Error ? error.message.slice(0, 200) : undefined;
  const again = <Button onClick={() => location.reload()}>{t("state_page.reload")}</Button>;
  return <main><StatePage title={t("state_page.broken")} help={t("state_page.brokenHelp")} code={code} action={again} /></main>;
}
