import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import "flowlog-console/define";
import "../../portal.css";
import { Portal } from "./Portal";

createRoot(document.getElementById("portal")!).render(
  <StrictMode>
    <BrowserRouter basename="/react">
      <Portal />
    </BrowserRouter>
  </StrictMode>,
);
