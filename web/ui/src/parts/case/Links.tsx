// Cases that belong together.
import { Link } from "@tanstack/react-router";
import type { Case, Linked } from "../../api/types";
import { useWords } from "../../i18n";
import { Since } from "../Since";

export function Links({ kase }: { kase: Case }) {
  const { t } = useWords();
  if (kase.links.length === 0) return null;
  return (
    <section className="panel">
      <h2>{t("kase.links")}</h2>
      <ul className="plain">
        {kase.links.map((link, position) => <li key={position}><LinkedCase link={link} /></li>)}
      </ul>
    </section>
  );
}

function LinkedCase({ link }: { link: Linked }) {
  const { t, say } = useWords();
  const organ = link.organ ? say(link.organ.title) : "";
  const written = [link.number, link.title].filter(Boolean).join(" ");
  const title = written || (link.process ? say(link.process.title) : organ);
  const lang = written ? "zh-CN" : undefined;
  return (
    <>
      <span className="quiet">{t(`kase.relation.${link.relation}`)}</span>{" "}
      {link.id ? <Link to="/cases/$id" params={{ id: link.id }} lang={lang}>{title}</Link> : <span lang={lang}>{title}</span>}{" "}
      <span className="quiet">{[link.process ? say(link.process.title) : "", organ].filter(Boolean).join(" · ")} <Since at={link.since} /></span>
    </>
  );
}
