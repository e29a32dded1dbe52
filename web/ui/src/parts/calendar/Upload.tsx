// A new version of the calendar: what is wrong with the file line by line, else what it moves; then it is filed.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Upload as Picker } from "antd";
import { useState } from "react";
import { fileCalendar, previewCalendar, recountQuery, type Effect, type Finding } from "../../api/calendars";
import { useWords } from "../../i18n";
import { Notice, ProblemNotice } from "../problems";
import { Moves } from "./Moves";

export function Upload() {
  const { t } = useWords();
  const client = useQueryClient();
  const [text, setText] = useState<string | null>(null);
  const [effect, setEffect] = useState<Effect | null>(null);
  const preview = useMutation({
    mutationFn: ({ file, after }: { file: string; after?: string }) => previewCalendar(file, after),
    onSuccess: ({ effect: part }, { after }) => setEffect((before) => (part && after && before ? { ...part, moves: [...before.moves, ...part.moves] } : (part ?? null))),
  });
  const filing = useMutation({
    mutationFn: fileCalendar,
    onSuccess: (progress) => {
      client.setQueryData(["calendars", progress.calendar, "recount"], progress);
      void client.invalidateQueries();
      setEffect(null);
      setText(null);
    },
  });
  const choose = (file: string) => {
    filing.reset();
    setText(file);
    preview.mutate({ file });
  };
  const drop = () => {
    setText(null);
    setEffect(null);
    preview.reset();
  };
  const wrong = preview.data && !preview.data.ok ? preview.data.diagnostics : [];
  return (
    <section className="panel upload print-not" aria-label={t("calendar.upload.title")}>
      <h2>{t("calendar.upload.title")}</h2>
      <p className="quiet">{t("calendar.upload.help")}</p>
      <Picker accept=".yaml,.yml" maxCount={1} showUploadList={false} beforeUpload={(file) => { void file.text().then(choose); return false; }}>
        <Button aria-busy={preview.isPending}>{t("calendar.upload.choose")}</Button>
      </Picker>
      {(preview.error ?? filing.error) && <ProblemNotice error={preview.error ?? filing.error} />}
      {wrong.length > 0 && <Findings findings={wrong} />}
      {effect && text !== null && (
        <>
          <Moves effect={effect} busy={preview.isPending} onMore={(after) => preview.mutate({ file: text, after })} />
          <p className="ways">
            <Button type="primary" aria-busy={filing.isPending} onClick={() => !filing.isPending && filing.mutate(text)}>{t("calendar.upload.file")}</Button>
            <Button onClick={drop}>{t("calendar.upload.cancel")}</Button>
          </p>
        </>
      )}
      {filing.data && <Way calendar={filing.data.calendar} />}
    </section>
  );
}

function Findings({ findings }: { findings: Finding[] }) {
  const { t } = useWords();
  return (
    <Notice tone="error" title={t("calendar.upload.wrong", { count: findings.length })}>
      <ul>
        {findings.map((finding, index) => (
          <li key={index}>
            {t("calendar.upload.line", { line: finding.start.line })}{t("app.colon")}{finding.message}
            {finding.hint && <span className="quiet"> {finding.hint}</span>} <span className="quiet">{finding.code}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** How far a version that was filed has come. */
function Way({ calendar }: { calendar: string }) {
  const { t } = useWords();
  const { data } = useQuery(recountQuery(calendar));
  if (!data) return null;
  const count = data.recount?.scanned ?? 0;
  const key = data.recount ? (data.recount.done_at ? "recounted" : "recounting") : "nothing";
  return <Notice tone="done" title={t("calendar.upload.filed", { version: data.version })}><p>{t(`calendar.upload.${key}`, { count })}{t("app.stop")}</p></Notice>;
}
