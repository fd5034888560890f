import { useCallback, useEffect, useState } from "react";
import { Link, Route, Routes } from "react-router";
import { ConsolePage } from "./ConsolePage";
import { FlowLogs } from "./FlowLogs";
import { Logs } from "./Logs";
import { tokenProvider, type Shared } from "./shared";

const THEMES = { auto: "As the system", light: "Light", dark: "Dark" };

export function Portal() {
  const [locale, setLocale] = useState<Shared["locale"]>("en");
  const [theme, setTheme] = useState<Shared["theme"]>("auto");
  const [signedIn, setSignedIn] = useState(false);
  const [events, setEvents] = useState<string[]>([]);

  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);

  const note = useCallback((event: CustomEvent) => {
    setEvents((events) => [...events, `${event.type} ${JSON.stringify(event.detail)}`]);
  }, []);

  const shared: Shared = {
    "config-url": "/portal/config.json",
    locale,
    theme,
    tokenProvider: signedIn ? tokenProvider : undefined,
  };

  return (
    <>
      <header className="portal-header">
        <strong>Example portal</strong>
        <nav aria-label="Portal">
          <ul>
            <li><Link to="/">Overview</Link></li>
            <li><Link to="/flow-logs">Flow logs</Link></li>
            <li><Link to="/console">Console</Link></li>
          </ul>
        </nav>
        <label>
          Portal language{" "}
          <select value={locale} onChange={(event) => setLocale(event.target.value as Shared["locale"])}>
            <option value="en">English</option>
            <option value="ko">한국어</option>
          </select>
        </label>
        <label>
          Portal theme{" "}
          <select value={theme} onChange={(event) => setTheme(event.target.value as Shared["theme"])}>
            {Object.entries(THEMES).map(([value, name]) => <option key={value} value={value}>{name}</option>)}
          </select>
        </label>
        <button type="button" disabled={signedIn} onClick={() => setSignedIn(true)}>Sign in</button>
      </header>
      <main>
        <Routes>
          <Route path="/" element={<><h1>Overview</h1><p>What the portal itself has to say.</p></>} />
          <Route path="/flow-logs" element={<FlowLogs shared={shared} note={note} />} />
          <Route path="/logs" element={<Logs shared={shared} note={note} />} />
          <Route path="/console" element={<ConsolePage shared={shared} note={note} />} />
        </Routes>
      </main>
      <section className="portal-events" aria-labelledby="events-title">
        <h2 id="events-title">Events</h2>
        <ol aria-labelledby="events-title">{events.map((event, at) => <li key={at}>{event}</li>)}</ol>
      </section>
    </>
  );
}
