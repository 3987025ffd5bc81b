// Tells POST /events that a box of our own pages came into view, and each click on its links. Nothing about the reader.
// The widget does the same on other sites, where `count` allows it. HTML "beacon"; Intersection Observer.
for (const box of document.querySelectorAll(".check-also")) {
  const tell = (event, anchors) => {
    const url = document.querySelector("link[rel=canonical]")?.getAttribute("href")
    const links = anchors.map((anchor) => anchor.getAttribute("href"))
    navigator.sendBeacon?.("/events", JSON.stringify({ event, url, layout: "page", links }))
  }
  const seen = new IntersectionObserver(
    ([entry]) => {
      if (!entry?.isIntersecting) return
      seen.disconnect()
      tell("shown", [...box.querySelectorAll("h3 a")])
    },
    { threshold: 0.25 },
  )
  seen.observe(box)
  box.addEventListener("click", ({ target }) => {
    const anchor = target instanceof Element && target.closest("h3 a")
    if (anchor) tell("click", [anchor])
  })
}
