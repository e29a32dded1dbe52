// How a person is reached by notices.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Input } from "antd";
import { useState } from "react";
import { ADMIN, contactQuery, putContact, type Contact as ContactData, type PersonLine } from "../../api/admin";
import { useWords } from "../../i18n";
import { Notice, ProblemNotice, Skeleton } from "../problems";
import { faultAt, faulty, Field, isOfFields } from "./Field";

export function Contact({ person }: { person: PersonLine }) {
  const { t } = useWords();
  const query = useQuery(contactQuery(person.id));
  return (
    <section aria-labelledby="person-contact">
      <h2 id="person-contact">{t("contact.title")}</h2>
      {query.error && <ProblemNotice error={query.error} />}
      {query.data ? <Form person={person} known={query.data} /> : !query.error && <Skeleton rows={2} />}
    </section>
  );
}

function Form({ person, known }: { person: PersonLine; known: ContactData }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [contact, setContact] = useState(known);
  const act = useMutation({
    mutationFn: () => putContact(person.id, contact),
    onSuccess: () => client.invalidateQueries({ queryKey: ADMIN }),
  });
  const input = (key: "mail" | "mobile") => {
    const error = faultAt(act.error, `/${key}`);
    return (
      <Field id={`contact-${key}`} label={t(`contact.${key}`)} error={error}>
        <Input id={`contact-${key}`} value={contact[key] ?? ""} disabled={person.own} autoComplete="off" {...faulty(`contact-${key}`, error)} onChange={(event) => setContact({ ...contact, [key]: event.target.value || null })} />
      </Field>
    );
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!act.isPending) act.mutate();
      }}
    >
      {act.error && !isOfFields(act.error) && <ProblemNotice error={act.error} />}
      {act.isSuccess && <Notice tone="done" title={t("contact.saved")} />}
      {input("mail")}
      {input("mobile")}
      <p><Checkbox checked={contact.english} disabled={person.own} onChange={(event) => setContact({ ...contact, english: event.target.checked })}>{t("contact.english")}</Checkbox></p>
      <p className="field-help">{t("contact.help")}</p>
      {!person.own && <div className="ways"><Button htmlType="submit">{t("contact.save")}</Button></div>}
    </form>
  );
}
