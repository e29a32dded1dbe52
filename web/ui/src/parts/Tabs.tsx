import { useId, type KeyboardEvent, type ReactNode } from "react";

interface Props<Value extends string> {
  value: Value;
  tabs: { value: Value; label: string }[];
  onChange: (value: Value) => void;
  children: ReactNode;
}

/** Tabs by the ARIA pattern: one stop in the tab order, arrows move between them. */
export function Tabs<Value extends string>({ value, tabs, onChange, children }: Props<Value>) {
  const id = useId();
  const move = (event: KeyboardEvent<HTMLButtonElement>) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = tabs[(tabs.findIndex((tab) => tab.value === value) + step + tabs.length) % tabs.length];
    if (step === 0 || !next) return;
    onChange(next.value);
    document.getElementById(`${id}-${next.value}`)?.focus();
  };
  return (
    <>
      <div role="tablist" className="tabs">
        {tabs.map((tab) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={`${id}-${tab.value}`}
            aria-selected={tab.value === value}
            aria-controls={`${id}-panel`}
            tabIndex={tab.value === value ? 0 : -1}
            onClick={() => onChange(tab.value)}
            onKeyDown={move}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${value}`}>{children}</div>
    </>
  );
}
