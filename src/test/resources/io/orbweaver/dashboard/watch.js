// Runs before the page: what its policy refuses becomes a complaint, and tasks that hold it up are taken down.
addEventListener("securitypolicyviolation", (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
window.longTasks = [];
new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.longTasks.push(Math.round(entry.duration))))
  .observe({ type: "longtask", buffered: true });
