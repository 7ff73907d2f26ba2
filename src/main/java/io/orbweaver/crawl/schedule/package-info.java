/**
 * Which host of which job is visited next, as a pure function: {@link io.orbweaver.crawl.schedule.ScheduleEvent} in,
 * {@link io.orbweaver.crawl.schedule.ScheduleAction} and {@link io.orbweaver.crawl.schedule.Work} out. No clock, no
 * thread, no port; {@code ScheduleTest} is its specification.
 */
@NullMarked
package io.orbweaver.crawl.schedule;

import org.jspecify.annotations.NullMarked;
