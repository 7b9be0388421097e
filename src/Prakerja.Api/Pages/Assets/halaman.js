"use strict";
// Improves pages that work without it: countdowns, copying, one sending of a form, and the player of the videos.
(() => {
  document.documentElement.classList.add("js");

  // The server's time comes with the page. The phone's clock may be wrong, so only the time since then is measured.
  const [navigation] = performance.getEntriesByType("navigation");
  const arrived = navigation?.responseStart ?? 0;
  const pad = number => String(number).padStart(2, "0");
  for (const place of document.querySelectorAll("[data-until]")) {
    const left = Number(place.dataset.until) - Number(place.dataset.now);
    const show = () => {
      const seconds = Math.ceil((left - (performance.now() - arrived)) / 1000);
      if (seconds <= 0) {
        clearInterval(timer);
        place.textContent = place.dataset.over ?? "00:00:00";
        if (place.dataset.reload !== undefined) setTimeout(() => location.reload(), 1500);
        return;
      }
      const days = Math.floor(seconds / 86400);
      const clock = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map(part => pad(Math.floor(part))).join(":");
      place.textContent = (days > 0 ? `${days} ${place.dataset.days ?? ""} ` : "") + clock;
    };
    const timer = setInterval(show, 1000);
    if (left > 0) show(); else clearInterval(timer);
  }

  for (const button of document.querySelectorAll("button[data-copy]")) {
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.copied;
    });
  }

  // A second click sends nothing. The server would also do it only once.
  for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", event => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "1";
    });
  }
  addEventListener("pageshow", event => {
    if (!event.persisted) return;
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });

  // What is pasted as a code may contain blanks, and text around it.
  for (const field of document.querySelectorAll("input[autocomplete=one-time-code]")) {
    field.addEventListener("paste", event => {
      const [code] = event.clipboardData.getData("text").match(/\d(?:[\s-]?\d){5,7}(?!\d)/) ?? [];
      if (!code) return;
      event.preventDefault();
      field.value = code.replace(/\D/g, "");
    });
  }

  const video = document.querySelector("video[data-heartbeat]");
  if (video) player(video);

  function player(film) {
    const length = Number(film.dataset.length);
    const shown = document.getElementById("ditonton");
    const bar = document.getElementById("maju");
    let watched = Number(film.dataset.watched);
    let position = watched;
    let before = null;
    let last = 0;
    film.addEventListener("loadedmetadata", () => { film.currentTime = watched % film.duration; });
    film.addEventListener("ratechange", () => { if (film.playbackRate !== 1) film.playbackRate = 1; });
    document.addEventListener("visibilitychange", () => { if (document.hidden) film.pause(); });
    film.addEventListener("playing", () => { before = film.currentTime; beat(); });
    film.addEventListener("timeupdate", () => {
      if (film.paused || before === null) return;
      const step = film.currentTime - before;
      // A step of more than two seconds is a seek: the film goes back to where it was.
      if (step > 2 || step < 0) { film.currentTime = before; return; }
      before = film.currentTime;
      position = Math.min(length, position + step);
      if (performance.now() - last > 10000 || position >= length) beat();
    });
    film.addEventListener("ended", () => { before = 0; if (position < length) film.play(); });
    async function beat() {
      last = performance.now();
      const body = new URLSearchParams({ token: film.dataset.token, posisi: Math.floor(position) });
      const answer = await fetch(film.dataset.heartbeat, { method: "POST", body, redirect: "manual" });
      if (!answer.ok) { film.pause(); shown.textContent = film.dataset.failed; return; }
      const view = await answer.json();
      watched = view.watched;
      position = Math.max(watched, Math.min(position, watched + 2));
      bar.value = watched;
      shown.textContent = view.text;
      if (watched >= length) { film.pause(); document.getElementById("selesai").hidden = false; }
    }
  }
})();
