package io.orbweaver.store.base;

/**
 * How much of everything there may be in a store.
 *
 * @param runningMax jobs that run at the same time
 * @param bodiesJobMax stored bytes of the bodies that one job keeps
 * @param bodiesMax stored bytes of the bodies that all jobs keep
 */
public record StoreLimits(int runningMax, long bodiesJobMax, long bodiesMax) {}
