import { createApp } from "vue";
import { createRouter, createWebHistory } from "vue-router";
import "flowlog-console/define";
import "../../portal.css";
import ConsolePage from "./ConsolePage.vue";
import FlowLogs from "./FlowLogs.vue";
import Overview from "./Overview.vue";
import Portal from "./Portal.vue";

const router = createRouter({
  history: createWebHistory("/vue/"),
  routes: [
    { path: "/", component: Overview },
    { path: "/flow-logs", component: FlowLogs },
    { path: "/console", component: ConsolePage },
  ],
});

createApp(Portal).use(router).mount("#portal");
