// Beside each text that a person posts by hand: a button that copies it. The page works without.
for (const box of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  const said = document.createElement("span");
  button.type = "button";
  button.className = "copy";
  button.textContent = box.dataset.label;
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(box.dataset.copy);
      said.textContent = "Copied";
    } catch {
      said.textContent = "Not copied: select the text above and copy it";
    }
  });
  box.append(button, said);
}
