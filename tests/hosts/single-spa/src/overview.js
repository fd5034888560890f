// An application that has nothing to do with the console.

let page;

export async function bootstrap() {}

export async function mount() {
  page = document.createElement("div");
  const heading = document.createElement("h1");
  heading.textContent = "Overview";
  const text = document.createElement("p");
  text.textContent = "What the portal itself has to say.";
  page.append(heading, text);
  document.querySelector("main").append(page);
}

export async function unmount() {
  page.remove();
}
